"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from canvas.answers_file import write_answers
from canvas.assessment import CanvasEdit
from canvas.cli import main
from canvas.scoring import score
from tests.builders import ROOT, SAMPLES, assessment, complete
from tests.stores import new_sqlite

SAMPLE = str(SAMPLES[0])
ALL = [str(file) for file in SAMPLES]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@pytest.fixture
def good(run):
    """Runs a command that must succeed without any error output; returns its output."""

    def good(*arguments: str) -> str:
        code, out, err = run(*arguments)
        assert (code, err) == (0, "")
        return out

    return good


@pytest.fixture
def answers(tmp_path: Path):
    """Writes something as an answers file; returns its path."""

    def answers(data: bytes) -> str:
        file = tmp_path / "answers.json"
        file.write_bytes(data)
        return str(file)

    return answers


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a command as a user does."""
    command = [sys.executable, "-m", "canvas", *arguments]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT | environment, capture_output=True, check=False)


def test_score_prints_numbers_and_what_they_rest_on(good) -> None:
    out = good("score", SAMPLE, "--lang", "en")
    assert "43" in out.splitlines()[0]
    assert "Finances: 63" in out
    assert good("score", SAMPLE) != out


def test_score_speaks_the_language_of_the_file(good, answers, content) -> None:
    english = complete(content, level=2).with_language("en")
    assert "Finances: 67" in good("score", answers(write_answers(english)))
    assert "Keuangan: 67" in good("score", answers(write_answers(english)), "--lang", "id")


def test_score_as_json_has_the_keys_of_the_design(good, content, respondents) -> None:
    document = json.loads(good("score", SAMPLE, "--json"))
    assert list(document) == [
        "overall", "stage", "pillars", "dimensions", "questions", "strengths", "gaps",
        "answered", "applicable", "provisional"
    ]  # fmt: skip
    assert list(document["pillars"]) == ["economic", "environmental", "social"]
    assert set(document["questions"]["wastewater"]) == {"level", "max_level", "points", "points_possible"}
    assert sum(part["points"] for part in document["questions"].values()) == pytest.approx(
        document["overall"], abs=1e-9
    )
    assert document["overall"] == score(content, respondents[0]).overall


def test_score_as_json_says_null_where_no_answer_speaks(good, answers) -> None:
    document = json.loads(good("score", answers(write_answers(assessment(energy="measured"))), "--json"))
    assert (document["dimensions"]["finance"], document["pillars"]["social"]) == (None, None)


def test_advice_as_json_has_the_keys_of_the_design(good) -> None:
    document = json.loads(good("advice", SAMPLE, "--json"))
    assert list(document[0]) == [
        "step", "title", "track", "reason", "points", "eases", "cost", "monthly", "dimension", "lifts"
    ]  # fmt: skip
    assert {step["track"] for step in document} <= {"first", "next"}
    assert all(step["reason"].endswith(".") for step in document)
    assert document[0]["cost"].keys() == {"min", "max"}


def test_advice_in_words(good, answers) -> None:
    assert good("advice", SAMPLE, "--lang", "en").startswith("1. ")
    assert "No step fits yet" in good("advice", answers(write_answers(assessment({}))), "--lang", "en")


def test_an_employee_is_asked_to_speak_with_the_owner(good) -> None:
    laundry = str(SAMPLES[7])
    assert all(
        step["reason"].endswith("Bicarakan dengan pemilik.") for step in json.loads(good("advice", laundry, "--json"))
    )


def test_a_provisional_score_has_no_number_in_words(good, answers) -> None:
    wording = good("score", answers(write_answers(assessment(cash_records="daily_profit"))), "--lang", "en")
    assert "No number yet" in wording
    assert " 100 " not in wording


def test_cohort_prints_table_1(good) -> None:
    document = json.loads(good("cohort", *ALL, "--json"))
    assert list(document) == ["n", "suppressed", "challenges", "practices", "wishes", "dimensions", "stages"]
    assert document["challenges"]["capital_access"] == {"count": 8, "percent": 80, "of": 10}
    assert document["practices"]["green_technology"] == {"count": 3, "percent": 30, "of": 10}
    assert set(document["dimensions"]["finance"]) == {"median", "q1", "q3"}


def test_cohort_in_words(good) -> None:
    assert "Access to capital: 8 (80%)" in good("cohort", *ALL, "--lang", "en")
    assert "Akses modal: 8 (80%)" in good("cohort", *ALL)


def test_a_pattern_that_the_shell_left_as_it_is_means_the_files_it_matches(good, refused, monkeypatch) -> None:
    pattern = str(SAMPLES[0].parent / "*.json")
    assert good("cohort", pattern) == good("cohort", *ALL)
    monkeypatch.chdir(SAMPLES[0].parent)
    assert good("cohort", "*.json") == good("cohort", *ALL)
    for pattern in ("*.jsonx", "a**b*.json", "[" * 300 + "]"):
        assert refused("cohort", pattern, "--lang", "en") == f"{pattern}: no file matches. Check the folder."


def test_a_name_that_can_be_no_files_is_reported_as_any_other(refused) -> None:
    name = "a" * 300
    assert refused("cohort", name, "--lang", "en") == f"{name}: cannot be read (File name too long)."


def test_the_same_file_five_times_is_no_group_of_five(run, answers) -> None:
    copy = answers(SAMPLES[0].read_bytes())
    code, out, err = run("cohort", *[SAMPLE] * 4, copy, "--json", "--lang", "en")
    document = json.loads(out)
    assert (code, document["n"], document["suppressed"]) == (0, 1, True)
    assert err.splitlines()[-1] == f"{copy}: the same as another file, so it is counted once."
    assert len(err.splitlines()) == 4


def test_cohort_reports_nothing_of_four(good) -> None:
    document = json.loads(good("cohort", *ALL[:4], "--json"))
    assert document == {
        "n": 4, "suppressed": True, "challenges": {}, "practices": {}, "wishes": {}, "dimensions": {}, "stages": {}
    }  # fmt: skip
    assert "%" not in good("cohort", *ALL[:4])


def test_canvas_as_json(good) -> None:
    document = json.loads(good("canvas", SAMPLE, "--json"))
    assert document["template"] == "eleven-block"
    assert len(document["blocks"]) == 11
    (channel,) = [note for note in document["blocks"]["channels"] if note["origin"] == "channels"]
    assert (channel["note"], channel["kind"]) == ("answer:channels/channels", "mine")
    assert "WhatsApp" in channel["text"]


def test_canvas_in_another_template_and_language(good) -> None:
    assert len(json.loads(good("canvas", SAMPLE, "--json", "--template", "nine-block"))["blocks"]) == 9
    assert good("canvas", SAMPLE, "--lang", "en").startswith("Eleven-block canvas")


@pytest.mark.parametrize(
    ("suffix", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("svg", b"<"), ("PDF", b"%PDF-")]
)
def test_canvas_as_a_file(good, tmp_path, suffix, begins) -> None:
    file = tmp_path / f"canvas.{suffix}"
    assert good("canvas", SAMPLE, "-o", str(file)) == ""
    assert file.read_bytes().startswith(begins)


@pytest.mark.parametrize("language", ["id", "en"])
def test_report_writes_a_pdf(good, tmp_path, language) -> None:
    file = tmp_path / "plan.pdf"
    assert good("report", SAMPLE, "-o", str(file), "--lang", language) == ""
    assert file.read_bytes().startswith(b"%PDF-")


def test_check_of_the_real_content(run) -> None:
    code, out, err = run("check", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].startswith("0 errors, 0 warnings")


def test_check_names_file_line_and_code(run, tmp_path) -> None:
    (tmp_path / "settings.yaml").write_text("version: 1\n", encoding="utf-8")
    code, out, err = run("check", str(tmp_path), "--lang", "en")
    assert (code, err) == (1, "")
    assert "settings.yaml:1: 'version' must be text. Put it in quotation marks if need be. [text_expected]" in out


def test_content_that_does_not_validate_stops_every_command(run, tmp_path, monkeypatch) -> None:
    (tmp_path / "settings.yaml").write_text("version: 1\n", encoding="utf-8")
    monkeypatch.setenv("KANVAS_CONTENT", str(tmp_path))
    code, out, err = run("score", SAMPLE)
    assert (code, out) == (1, "")
    assert "settings.yaml:1:" in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there(refused, tmp_path) -> None:
    missing = str(tmp_path / "none.json")
    assert refused("score", missing) == f"{missing}: tidak bisa dibaca (No such file or directory)."
    assert refused("score", str(tmp_path), "--lang", "en") == f"{tmp_path}: cannot be read (Is a directory)."


def test_a_file_at_fault_is_named_with_what_is_wrong(refused, answers) -> None:
    file = answers(b'{"format": 1, "answers": {"cash_records": "weekly"}}')
    wording = refused("score", file, "--lang", "en")
    assert wording == f"{file}: 'answers.cash_records' has no option 'weekly'. Check its spelling."
    for command in (["canvas", file], ["cohort", SAMPLE, file], ["report", file, "-o", "never-written.pdf"]):
        assert refused(*command).startswith(f"{file}: Pilihan 'weekly' tidak ada")
    assert not Path("never-written.pdf").exists()


def test_a_place_that_cannot_be_written(refused, tmp_path) -> None:
    nowhere = str(tmp_path / "no" / "plan.pdf")
    assert refused("report", SAMPLE, "-o", nowhere, "--lang", "en").startswith(f"{nowhere}: cannot be written")


@pytest.mark.parametrize("command", ["report", "canvas"])
def test_what_cannot_be_written_whole_leaves_what_was_there(refused, tmp_path, monkeypatch, command) -> None:
    file = tmp_path / "plan.pdf"
    file.write_text("of yesterday")
    written = Path.open

    def full(path: Path, *arguments: str, **more: str) -> object:
        opened = written(path, *arguments, **more)
        if arguments == ("wb",):
            opened.write = lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device"))
        return opened

    monkeypatch.setattr(Path, "open", full)
    assert refused(command, SAMPLE, "-o", str(file), "--lang", "en").endswith("(No space left on device).")
    assert [each.read_text() for each in tmp_path.iterdir()] == ["of yesterday"]


def test_the_answers_themselves_are_never_overwritten(refused, answers) -> None:
    file = answers(SAMPLES[0].read_bytes())
    assert "would be overwritten" in refused("report", file, "-o", file, "--lang", "en")
    assert Path(file).read_bytes() == SAMPLES[0].read_bytes()


def test_a_link_goes_on_pointing_at_the_file_that_is_written(good, tmp_path) -> None:
    file, link = tmp_path / "plan.pdf", tmp_path / "newest.pdf"
    link.symlink_to(file)
    good("report", SAMPLE, "-o", str(link))
    assert (link.is_symlink(), file.read_bytes()[:5]) == (True, b"%PDF-")


def test_a_file_may_be_a_device(good) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as pipe, ThreadPoolExecutor() as reader:
        received = reader.submit(pipe.read)
        try:
            good("report", SAMPLE, "-o", f"/dev/fd/{writing}")
        finally:
            os.close(writing)
    assert received.result().startswith(b"%PDF-")


def test_a_folder_that_can_be_none_is_reported_in_one_line(refused, tmp_path) -> None:
    name = "a" * 300
    assert refused("check", name, "--lang", "en").startswith(f"This computer refused (File name too long: {name}")


def test_a_kind_of_file_that_is_not_known(refused, tmp_path) -> None:
    file = str(tmp_path / "canvas.docx")
    assert (
        refused("canvas", SAMPLE, "-o", file, "--lang", "en") == f"{file}: unknown kind of file. Use .pdf, .png, .svg."
    )


def test_a_template_that_is_not_known(refused) -> None:
    wording = refused("canvas", SAMPLE, "--template", "lean", "--lang", "en")
    assert wording == "The canvas 'lean' is not known. Available: eleven-block, nine-block, triple-layer."


@pytest.mark.parametrize("command", [["score", SAMPLE], ["canvas", SAMPLE], ["cohort", *ALL]])
def test_a_language_that_is_not_there(refused, command) -> None:
    assert refused(*command, "--lang", "su") == "Bahasa 'su' tidak ada. Yang ada: id, en, jv."


@pytest.mark.parametrize(
    "arguments",
    [[], ["bake"], ["score"], ["score", SAMPLE, "--colour"], ["report", SAMPLE], ["cohort"], ["canvas", SAMPLE, "-o"]],
)
def test_wrong_usage(arguments, capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage: python -m canvas" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "score", "report", "canvas", "cohort"])
def test_every_command_has_help(command, capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert "--lang" in capsys.readouterr().out


def test_a_file_at_fault_leaves_no_traceback(refused, answers) -> None:
    line = refused("score", answers(b"[" * 100_000), "--lang", "en")
    assert line.endswith("holds a number that is too large.")


def test_any_letter_is_printed_whatever_the_console_speaks(answers) -> None:
    emoji = assessment({}).with_edit(CanvasEdit("mine:1", "channels", "😀 pasar"))
    done = shell("canvas", answers(write_answers(emoji)), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "😀 pasar" in done.stdout.decode("utf-8")


def test_a_reader_who_leaves_early_hears_no_complaint() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "canvas", "score", SAMPLE]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_full_disk_under_the_output_is_reported_in_one_line() -> None:
    command = [sys.executable, "-m", "canvas", "score", SAMPLE, "--lang", "en"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False)
    expected = b"This computer refused (No space left on device). Correct that, then try again.\n"
    assert (done.returncode, done.stderr) == (1, expected)


def test_a_service_without_any_output_is_served(tmp_path) -> None:
    command = f'exec "{sys.executable}" -m canvas score "{SAMPLE}" >&-'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_whose_name_is_no_letters_is_named(tmp_path) -> None:
    command = [sys.executable, "-m", "canvas", "backup", os.fsencode(tmp_path) + b"/\xff.gz"]
    environment = ENVIRONMENT | {"KANVAS_DATABASE_URL": new_sqlite(tmp_path / "kanvas.sqlite3")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"/\\udcff.gz" in done.stdout
