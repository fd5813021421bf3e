# Two commands do everything: make run, make test. README.md has the plain commands for Windows.

PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
# Twice quiet: errors only.
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

LOCKED := --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate

# An environment that was brought from another machine does not start: it is made anew.
ifneq ($(wildcard .venv),)
ifneq ($(shell $(BIN)/python -c 'print(1)' 2>/dev/null),1)
$(shell rm -rf .venv)
endif
endif

.PHONY: bench help run test deep cluster-test browsers check audit format lock pictures clean

help: ## list of commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: .venv/for-running ## start the app; PORT=8600 for another port
	@exec $(BIN)/python -m canvas run --port $(PORT)

# Files run in the order of their names, so that the long ones (tests/browser) come first and the short ones fill up.
# Many tests start a program of their own, which takes half as long with its bytecode at hand.
test: check ## all checks and all tests
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

deep: .venv/for-testing ## the tests of properties with fifty times as many examples: half an hour
	@KANVAS_DEEP=1 $(BIN)/python -m pytest --numprocesses 2 -m 'not browsers and not browser' tests/property tests/screens/test_accepted_files.py \
		tests/store/test_pictures.py tests/store/test_assessments.py tests/unit/test_tallies.py

cluster-test: .venv/for-testing ## a hundred phones while replicas, primary, pooler and network fail (programs: see .ci/run)
	@$(BIN)/python -m bench.cluster

browsers: .venv/for-testing ## the whole path in WebKitGTK and Firefox (Debian: webkit2gtk-driver firefox-esr xvfb)
	@$(BIN)/python -m pytest -m browsers tests/browsers

check: .venv/for-testing ## style, types and content
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/python -m canvas check

audit: .venv/for-testing ## known vulnerabilities in what is installed
	@$(BIN)/python .ci/audit.py

format: .venv/for-testing ## put the code into its form
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

lock: .venv/for-testing ## what is installed, to the last package and hash, from the readable lists
	@$(BIN)/uv pip compile $(LOCKED) --universal requirements.txt requirements-typefaces.txt --output-file requirements.lock
	@$(BIN)/uv pip compile $(LOCKED) requirements-dev.txt --output-file requirements-dev.lock

pictures: .venv/for-testing ## screenshots for README.md, from the running app
	@$(BIN)/python -m tests.browser.pictures

bench: .venv/for-testing ## how fast it is, beside a stock Streamlit app: an hour; ten minutes: make bench BENCHES=--quick; one: BENCHES=room
	@$(BIN)/python -m bench $(BENCHES)

clean: ## remove the environment
	rm -rf .venv .prepared canvas/server/boot/node_modules

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 +: make PYTHON=python3.11 …'; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/for-running: requirements.lock | .venv
	@echo 'Memasang… / Installing…'
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(BIN)/python -m canvas.server.prepare
	@touch $@

.venv/for-testing: requirements-dev.lock | .venv
	@echo 'Memasang… / Installing…'
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m canvas.server.prepare
	@touch $@ .venv/for-running
