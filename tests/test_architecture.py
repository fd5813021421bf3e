"""The rules of the house: who may import whom, and what code may not hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.builders import ROOT

DOMAIN = (
    "assessment", "questionnaire", "scoring", "advice", "prefill", "planning", "cohort", "outcome",
    "group", "workshop", "pictures",
    "comparison", "calculators", "migration", "answers_file", "errors", "i18n", "content", "wording", "reminders",
    "paper", "stops", "highlights", "drawing", "numbers", "people",
    "sentences", "note_ids", "session", "clock", "links",
)  # fmt: skip
OUTSIDE = {"streamlit", "sqlalchemy", "alembic", "fpdf", "starlette", "psycopg"}
LONGEST_FUNCTION = 60


def python_files(*places: str) -> list[Path]:
    """Python files of these folders and modules, in the project."""
    found = [ROOT / place for place in places]
    return sorted(file for place in found for file in ([place] if place.is_file() else place.rglob("*.py")))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> set[str]:
    """Every module that a file imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(file)}: imports are absolute"
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


ALL = python_files("app.py", "canvas", "pages")
DOMAIN_FILES = [file for file in ALL if re.match(rf"canvas/({'|'.join(DOMAIN)})(\.py|/)", name_of(file))]


def by_name(files: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("file", files, ids=name_of)


@by_name(DOMAIN_FILES)
def test_the_domain_knows_nothing_of_screens_stores_and_paper(file) -> None:
    forbidden = {
        module
        for module in imports(file)
        if module.split(".")[0] in OUTSIDE
        or within(module, "canvas.ui", "canvas.store", "canvas.report", "canvas.server")
    }
    assert forbidden == set()


def test_any_module_of_the_domain_may_be_imported_first() -> None:
    # In one process: other packages are imported once, and ours are forgotten before each.
    modules = [name_of(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for file in DOMAIN_FILES]
    code = """
import importlib, sys
for name in sys.argv[1:]:
    for known in [known for known in sys.modules if known.split(".")[0] == "canvas"]:
        del sys.modules[known]
    importlib.import_module(name)
"""
    done = subprocess.run([sys.executable, "-c", code, *modules], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_the_domain_is_all_there() -> None:
    assert {name_of(file).split("/")[1].removesuffix(".py") for file in DOMAIN_FILES} == set(DOMAIN)


@by_name(python_files("canvas"))
def test_streamlit_is_used_by_the_screens_only(file) -> None:
    if not name_of(file).startswith(("canvas/ui/", "canvas/server/streamlit_messages.py")):
        assert not [module for module in imports(file) if within(module, "streamlit")]


@by_name(python_files("canvas/ui", "pages"))
def test_screens_do_not_use_the_server(file) -> None:
    assert not [module for module in imports(file) if within(module, "canvas.server", "starlette", "canvas.cli")]


@by_name(python_files("canvas", "pages"))
def test_one_module_reads_the_state_of_a_session(file) -> None:
    reads = [node for node in ast.walk(tree_of(file)) if ast.unparse(node) == "st.session_state"]
    assert not reads or name_of(file) == "canvas/ui/state.py"


@by_name(python_files("canvas/ui", "pages"))
def test_one_module_uses_private_names_of_streamlit(file) -> None:
    if name_of(file) != "canvas/ui/platform.py":
        assert not [module for module in imports(file) if module.startswith("streamlit.")]


@by_name(python_files("canvas/ui", "pages"))
def test_no_screen_is_drawn_to_be_thrown_away(file) -> None:
    called = {ast.unparse(node.func) for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call)}
    assert "st.switch_page" not in called
    assert "st.rerun" not in called or name_of(file) in RERUNS


RERUNS = {"canvas/ui/frame.py": "a fragment that found the store again"}
"""Where a run asks for another one, and why; never after a tap."""


@by_name(python_files("canvas/report", "canvas/exports"))
def test_paper_and_exports_are_made_without_screens_and_stores(file) -> None:
    assert not [module for module in imports(file) if within(module, "canvas.ui", "canvas.store", "pages")]


ROOMS_BELOW = {
    "typesetting": {"typesetting"},
    "model": {"typesetting", "model"},
    "layout": {"typesetting", "model", "layout"},
    "parts": {"typesetting", "model", "layout", "parts"},
    "writers": {"typesetting", "model", "writers"},
}
"""Room of `canvas/report/` → the rooms it may import."""


@by_name(python_files(*(f"canvas/report/{room}" for room in ROOMS_BELOW)))
def test_the_rooms_of_a_report_are_used_in_one_direction(file) -> None:
    modules = {module for module in imports(file) if within(module, "canvas.report")}
    rooms = {module.split(".")[2] for module in modules if module.count(".") > 1} & {*ROOMS_BELOW}
    assert rooms <= ROOMS_BELOW[file.parent.name]


@by_name(python_files("canvas"))
def test_fpdf2_writes_the_pdf_and_orders_right_to_left_text_only(file) -> None:
    used = {module for module in imports(file) if within(module, "fpdf")}
    allowed = {
        "canvas/report/writers/pdf.py": ("fpdf",),
        "canvas/report/typesetting/shaping.py": ("fpdf.bidi", "fpdf.enums"),
    }
    assert all(within(module, *allowed.get(name_of(file), ())) for module in used)


@by_name(python_files("canvas/store"))
def test_the_store_knows_no_screens(file) -> None:
    outside = ("canvas.ui", "canvas.report", "canvas.server", "canvas.services", "pages", "streamlit", "starlette")
    assert not [module for module in imports(file) if within(module, *outside)]


@by_name(python_files("canvas/server"))
def test_the_server_knows_no_screens(file) -> None:
    assert not [module for module in imports(file) if within(module, "canvas.ui", "canvas.report", "pages")]


@by_name(python_files("canvas/services.py", "canvas/housekeeping.py"))
def test_the_services_know_neither_screens_nor_server(file) -> None:
    outside = ("canvas.ui", "canvas.server", "canvas.report", "pages", "streamlit", "starlette")
    assert not [module for module in imports(file) if within(module, *outside)]


@by_name(python_files("pages"))
def test_a_page_reaches_the_store_only_through_the_screens_parts(file) -> None:
    assert not [module for module in imports(file) if within(module, "canvas.store", "sqlalchemy", "canvas.cli")]


@by_name(python_files("canvas"))
def test_nothing_imports_a_page(file) -> None:
    assert not [module for module in imports(file) if within(module, "pages", "app")]


def test_no_page_is_named_like_a_package() -> None:
    taken = set(sys.stdlib_module_names) | set(packages_distributions()) | {"canvas", "tests", "app"}
    assert {file.stem for file in python_files("pages")} & taken == set()


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@by_name(
    [file for file in python_files("canvas") if file.parent.name != "versions"]
)  # migrations are called by Alembic
def test_public_functions_say_what_they_do_and_give(file) -> None:
    public = [
        node
        for node in tree_of(file).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]
    assert [node.name for node in public if not ast.get_docstring(node)] == []
    assert [node.name for node in functions(file) if node.returns is None] == []


@by_name([*ALL, *python_files("tests")])
def test_no_function_is_too_long_to_take_in(file) -> None:
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(file)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def project_files() -> list[Path]:
    """What git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def test_no_file_points_to_a_place_outside_the_project() -> None:
    # Put together here, so that this file does not hold them.
    outside = re.compile(rf"\.\./{'shared'}|\b{'shared'}/|/{'work'}/".encode())
    assert [name_of(file) for file in project_files() if outside.search(file.read_bytes())] == []


def sentences_for_users(file: Path) -> Iterator[str]:
    """Literals with a capital letter and two words or more that are handed to Streamlit."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call) and re.match(r"(st|streamlit)\.", ast.unparse(node.func)):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                for part in ast.walk(argument):
                    if isinstance(part, ast.Constant) and re.match(r"\W*[A-Z]\w*\s+\w", str(part.value)):
                        yield f"line {part.lineno}: {part.value}"


@by_name(python_files("pages", "canvas/ui"))
def test_sentences_for_users_stand_in_content(file) -> None:
    assert list(sentences_for_users(file)) == []
