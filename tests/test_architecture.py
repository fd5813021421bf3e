"""The rules of the house: who may import whom, and what code may not hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.builders import ROOT

DOMAIN = (
    "assessment", "questionnaire", "scoring", "advice", "prefill", "planning", "cohort", "outcome",
    "group", "workshop", "pictures", "change", "tallies",
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


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def nodes_of(file: Path) -> tuple[ast.AST, ...]:
    """Everything in a file's tree: to walk through it takes longer than to read it."""
    return tuple(ast.walk(tree_of(file)))


@cache
def imports(file: Path) -> set[str]:
    """Every module that a file imports, also inside functions."""
    names: set[str] = set()
    for node in nodes_of(file):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(file)}: imports are absolute"
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


ALL = python_files("app.py", "canvas", "pages")
SCREENS = python_files("canvas/ui", "pages")
DOMAIN_FILES = [file for file in ALL if re.match(rf"canvas/({'|'.join(DOMAIN)})(\.py|/)", name_of(file))]


def wrong(files: Iterable[Path], found: Callable[[Path], Iterable[str]]) -> dict[str, list[str]]:
    """What is found in each file, for the files in which something is."""
    return {name_of(file): sorted(things) for file in files if (things := [*found(file)])}


def importing(files: Iterable[Path], *packages: str) -> dict[str, list[str]]:
    """The modules of these packages that each file imports, for the files that import one."""
    assert files
    return wrong(files, lambda file: [module for module in imports(file) if within(module, *packages)])


def test_the_domain_knows_nothing_of_screens_stores_and_paper() -> None:
    outside = (*OUTSIDE, "canvas.ui", "canvas.store", "canvas.report", "canvas.server")
    assert importing(DOMAIN_FILES, *outside) == {}


def run_at_import(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports that run when the module is imported: none for type checkers only, none inside functions."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.Try) or (isinstance(node, ast.If) and ast.unparse(node.test) != "TYPE_CHECKING"):
            yield from run_at_import([*node.body, *node.orelse])


def module_of(file: Path) -> str:
    return name_of(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_any_module_may_be_imported_first() -> None:
    modules = {module_of(file): file for file in ALL}
    needs: dict[str, set[str]] = {}
    for module, file in modules.items():
        needs[module] = set()
        for node in run_at_import(tree_of(file).body):
            if isinstance(node, ast.Import):
                needs[module] |= {alias.name for alias in node.names}
            else:
                named = {f"{node.module}.{alias.name}": node.module or "" for alias in node.names}
                needs[module] |= {name if name in modules else package for name, package in named.items()}
    TopologicalSorter(needs).prepare()  # raises CycleError, which names the modules of the circle


def test_the_domain_is_all_there() -> None:
    assert {name_of(file).split("/")[1].removesuffix(".py") for file in DOMAIN_FILES} == set(DOMAIN)


def test_streamlit_is_used_by_the_screens_only() -> None:
    others = [
        file
        for file in python_files("canvas")
        if not name_of(file).startswith(("canvas/ui/", "canvas/server/streamlit_"))
    ]
    assert importing(others, "streamlit") == {}


def test_screens_do_not_use_the_server() -> None:
    assert importing(SCREENS, "canvas.server", "starlette", "canvas.cli") == {}


def test_one_module_reads_the_state_of_a_session() -> None:
    def reads(file: Path) -> list[str]:
        attributes = (node for node in nodes_of(file) if isinstance(node, ast.Attribute))
        return [node.attr for node in attributes if node.attr == "session_state" and ast.unparse(node.value) == "st"]

    assert {*wrong(python_files("canvas", "pages"), reads)} == {"canvas/ui/state.py"}


def test_one_module_uses_private_names_of_streamlit() -> None:
    def uses(file: Path) -> list[str]:
        return [module for module in imports(file) if module.startswith("streamlit.")]

    assert {*wrong(SCREENS, uses)} == {"canvas/ui/platform.py"}


def test_no_screen_is_drawn_to_be_thrown_away() -> None:
    def calls(file: Path) -> set[str]:
        return {ast.unparse(node.func) for node in nodes_of(file) if isinstance(node, ast.Call)}

    assert wrong(SCREENS, lambda file: calls(file) & {"st.switch_page", "st.rerun"}) == RERUNS


RERUNS = {"canvas/ui/frame.py": ["st.rerun"]}
"""Where a run requests another one, never after a tap: a fragment that found the store again."""


def test_paper_and_exports_are_made_without_screens_and_stores() -> None:
    assert importing(python_files("canvas/report", "canvas/exports"), "canvas.ui", "canvas.store", "pages") == {}


ROOMS_BELOW = {
    "typesetting": {"typesetting"},
    "model": {"typesetting", "model"},
    "layout": {"typesetting", "model", "layout"},
    "parts": {"typesetting", "model", "layout", "parts"},
    "writers": {"typesetting", "model", "writers"},
}
"""Room of `canvas/report/` → the rooms it may import."""


def test_the_rooms_of_a_report_are_used_in_one_direction() -> None:
    for room, below in ROOMS_BELOW.items():
        others = [f"canvas.report.{other}" for other in ROOMS_BELOW if other not in below]
        assert importing(python_files(f"canvas/report/{room}"), *others) == {}


def test_fpdf2_writes_the_pdf_and_orders_right_to_left_text_only() -> None:
    allowed = {
        "canvas/report/writers/pdf.py": ("fpdf",),
        "canvas/report/typesetting/shaping.py": ("fpdf.bidi", "fpdf.enums"),
    }

    def uses(file: Path) -> list[str]:
        packages = allowed.get(name_of(file), ())
        return [module for module in imports(file) if within(module, "fpdf") and not within(module, *packages)]

    assert wrong(python_files("canvas"), uses) == {}


def test_the_store_knows_no_screens() -> None:
    outside = ("canvas.ui", "canvas.report", "canvas.server", "canvas.services", "pages", "streamlit", "starlette")
    assert importing(python_files("canvas/store"), *outside) == {}


def test_the_server_knows_no_screens() -> None:
    assert importing(python_files("canvas/server"), "canvas.ui", "canvas.report", "pages") == {}


def test_the_services_know_neither_screens_nor_server() -> None:
    outside = ("canvas.ui", "canvas.server", "canvas.report", "pages", "streamlit", "starlette")
    assert importing(python_files("canvas/services.py", "canvas/housekeeping.py"), *outside) == {}


def test_a_page_reaches_the_store_only_through_the_screens_parts() -> None:
    assert importing(python_files("pages"), "canvas.store", "sqlalchemy", "canvas.cli") == {}


def test_nothing_imports_a_page() -> None:
    assert importing(python_files("canvas"), "pages", "app") == {}


def test_no_page_is_named_like_a_package() -> None:
    taken = set(sys.stdlib_module_names) | set(packages_distributions()) | {"canvas", "tests", "app"}
    assert {file.stem for file in python_files("pages")} & taken == set()


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes_of(file) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_public_functions_say_what_they_do_and_return() -> None:
    def undescribed(file: Path) -> list[str]:
        public = [
            node
            for node in tree_of(file).body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        ]
        return [node.name for node in public if not ast.get_docstring(node)]

    def untyped(file: Path) -> list[str]:
        return [node.name for node in functions(file) if node.returns is None]

    called = [file for file in python_files("canvas") if file.parent.name != "versions"]  # Alembic calls migrations
    assert wrong(called, undescribed) == {}
    assert wrong(called, untyped) == {}


def test_no_function_is_too_long_to_take_in() -> None:
    def long(file: Path) -> list[str]:
        lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(file)}
        return [f"{name}: {length} lines" for name, length in lengths.items() if length > LONGEST_FUNCTION]

    assert wrong([*ALL, *python_files("tests")], long) == {}


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
    for node in nodes_of(file):
        if isinstance(node, ast.Call) and re.match(r"(st|streamlit)\.", ast.unparse(node.func)):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                for part in ast.walk(argument):
                    if isinstance(part, ast.Constant) and re.match(r"\W*[A-Z]\w*\s+\w", str(part.value)):
                        yield f"line {part.lineno}: {part.value}"


def test_sentences_for_users_are_in_content() -> None:
    assert wrong(SCREENS, sentences_for_users) == {}
