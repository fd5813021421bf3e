"""content/ as values: what a text, a label and a file turn into."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from canvas.content.documents import UnreadableDocumentError, read_document
from canvas.content.models import Condition, Text
from canvas.content.words import sentences, word_count


def read(folder: Path, yaml: str):
    (folder / "file.yaml").write_text(yaml, encoding="utf-8")
    return read_document(folder / "file.yaml", "file.yaml")


def test_only_plain_words_numbers_and_truth_are_understood(tmp_path) -> None:
    document = read(tmp_path, "a: no\nb: 12\nc: 1.5\nd: true\ne: ~\nf: '12'\ng: 2026-11\nh: [1, two]\ni: 0x1F\n")
    assert document.value == {
        "a": "no", "b": 12, "c": 1.5, "d": True, "e": None, "f": "12", "g": "2026-11", "h": (1, "two"), "i": "0x1F"
    }  # fmt: skip


def test_every_part_remembers_its_line(tmp_path) -> None:
    document = read(tmp_path, "questions:\n  - id: a\n    ask:\n      id: Apa?\n  - id: b\n")
    assert document.line(("questions", 0, "ask", "id")) == 4
    assert document.line(("questions", 1, "id")) == 5
    assert document.line(("questions", 1, "not", "there")) == 5
    assert document.line(("nowhere",)) == 1


def test_a_byte_order_mark_does_no_harm(tmp_path) -> None:
    assert read(tmp_path, "\ufeffversion: x\n").value == {"version": "x"}


@pytest.mark.parametrize("yaml", ["a: &x [*x]\n", "a: " + "[" * 40 + "]" * 40 + "\n"])
def test_what_goes_round_in_circles_is_refused(tmp_path, yaml) -> None:
    with pytest.raises(UnreadableDocumentError) as refusal:
        read(tmp_path, yaml)
    assert refusal.value.problem.code == "yaml_too_deep"


def test_a_few_lines_that_unfold_to_millions_are_refused(tmp_path) -> None:
    tenfold = "".join(f"{a}: &{a} [{', '.join([f'*{b}'] * 10)}]\n" for a, b in zip("bcdefgh", "abcdefg", strict=True))
    with pytest.raises(UnreadableDocumentError) as refusal:
        read(tmp_path, f"a: &a [x]\n{tenfold}")
    assert refusal.value.problem.code == "yaml_too_large"


@pytest.mark.parametrize("number", ["1" * 5_000, "-" + "1" * 19, "0." + "3" * 400, "9" * 400 + ".0"])
def test_a_number_too_long_for_a_computer_is_refused_with_its_line(tmp_path, number: str) -> None:
    with pytest.raises(UnreadableDocumentError) as refusal:
        read(tmp_path, f"a: 1\nb:\n  - c: {number}\n")
    assert (refusal.value.problem.code, refusal.value.problem.line) == ("number_too_long", 3)
    assert read(tmp_path, f"a: '{number}'\n").value == {"a": number}


def test_a_missing_language_falls_back_to_bahasa_indonesia() -> None:
    text = Text({"id": "Uang", "en": "Money"})
    assert (text["en"], text["jv"]) == ("Money", "Uang")
    with pytest.raises(ValidationError):
        Text({"en": "Money"})


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"profile": "sector"},
        {"is": ("food",)},
        {"profile": "sector", "answer": "energy", "is": ("food",)},
        {"profile": "sector", "is": ("food",), "is_not": ("trade",)},
        {"profile": "workers", "at_least": "1-4"},
        {"all": (), "is": ("food",)},
    ],
)
def test_a_condition_says_exactly_one_thing(condition) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(condition)


def test_an_option_has_its_own_words_for_a_sector(content) -> None:
    option = content.question["label"].option("complete")
    in_trade = content.for_sector("trade").question["label"].option("complete")
    assert in_trade.label == option.in_sector["trade"]["label"] != option.label
    assert content.for_sector("nowhere") is content.for_sector(None) is content.for_sector("trade").for_sector(None)


def test_an_example_is_of_what_somebody_sells_before_it_is_of_their_sector(content) -> None:
    template = content.template["nine-block"]
    block = next(block for block in template.blocks if block.id == "resources")
    of_laundry = template.example_for(block, ("laundry",), "services")
    of_services = template.example_for(block, ("welding", "an own word"), "services")
    assert of_laundry.words == block.example["laundry"] != of_services.words == block.example["services"]
    assert (of_laundry.whose, of_services.whose) == (template.example_of["laundry"], template.example_of["services"])
    assert template.example_for(block, (), None) is None


def test_dimensions_and_templates_come_in_their_order(content) -> None:
    assert [dimension.id for dimension in content.dimensions][:3] == ["finance", "marketing", "operations"]
    assert list(content.template) == ["eleven-block", "nine-block", "triple-layer"]


def test_a_helper_of_the_region_goes_before_the_national_one(content) -> None:
    regions = {region.region.id: region.helpers for region in content.regions}
    local = {helper.id: helper for helper in regions[content.settings.region]}
    assert local.items() <= content.helper.items()
    assert {helper.id for helper in regions["national"]} <= content.helper.keys()


def test_values_are_frozen(content) -> None:
    with pytest.raises(ValidationError):
        content.question["energy"].weight = 2


@pytest.mark.parametrize(
    ("text", "count"),
    [("Harga Rp10.000 naik.", 3), ("Tiap-tiap orang, di {village}!", 4), ("Bank's rate: 3%", 3), ("…", 0), ("", 0)],
)
def test_words_are_counted_as_a_reader_counts_them(text, count) -> None:
    assert word_count(text) == count


def test_sentences_end_at_full_stops_and_lines() -> None:
    assert sentences("Satu. Dua?\nTiga! Rp10.000 empat") == ["Satu.", "Dua?", "Tiga!", "Rp10.000 empat"]
