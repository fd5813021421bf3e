# Two commands do everything: make run, make test. README.md has the plain commands for Windows.

PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
# Twice quiet: errors only.
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

# An environment that was brought from another machine does not start: it is made anew.
ifneq ($(wildcard .venv),)
ifneq ($(shell $(BIN)/python -c 'print(1)' 2>/dev/null),1)
$(shell rm -rf .venv)
endif
endif

.PHONY: help run test browsers check audit format pictures clean

help: ## list of commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: .venv/for-running ## start the app; PORT=8600 for another port
	@exec $(BIN)/python -m canvas run --port $(PORT)

test: check ## all checks and all tests
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

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

pictures: .venv/for-testing ## screenshots for README.md, from the running app
	@$(BIN)/python -m tests.browser.pictures

clean: ## remove the environment
	rm -rf .venv .prepared canvas/server/boot/node_modules

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 +: make PYTHON=python3.11 …'; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/for-running: requirements.txt requirements-typefaces.txt | .venv
	@echo 'Memasang… / Installing…'
	@$(INSTALL) -r requirements.txt -r requirements-typefaces.txt
	@$(BIN)/python -m canvas.server.prepare
	@touch $@

.venv/for-testing: requirements-dev.txt requirements.txt requirements-typefaces.txt | .venv
	@echo 'Memasang… / Installing…'
	@$(INSTALL) -r requirements-dev.txt
	@$(BIN)/python -m canvas.server.prepare
	@touch $@ .venv/for-running
