"""The group's picture: the paper's Table 1, and small-group privacy."""

from dataclasses import replace

import pytest

from canvas.answers_file import read_answers
from canvas.cohort import Tally, cohort, cohort_of, totals
from canvas.drawing.room import room_stall
from canvas.i18n import texts_for
from canvas.outcome import outcome_of
from canvas.questionnaire import fields, unanswered
from canvas.scoring import score
from tests.builders import FOOD_OWNER, LONE_TRADER, SAMPLES, TODAY, assessment, complete


def test_the_ten_respondents_give_table_1_of_the_paper(content, respondents) -> None:
    picture = cohort(content, respondents)
    published = {indicator.id: indicator.published for indicator in content.indicators if indicator.published}
    assert published == {
        "capital_access": 80,
        "marketing": 70,
        "resource_management": 60,
        "local_materials": 50,
        "green_technology": 30,
        "business_management": 100,
        "digital_marketing": 100,
        "product_innovation": 100,
    }
    wording = {**picture.challenges, **picture.practices, **picture.wishes}
    assert {name: wording[name].percent for name in published} == published
    assert picture.n == 10


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_respondent_has_answered_everything_and_says_that_it_is_constructed(content, file) -> None:
    person = read_answers(file.read_bytes(), content, TODAY)
    assert unanswered(content, person) == ()
    assert set(person.profile) == {field.id for field in fields(content, person)}
    assert "bukan dari wawancara" in file.read_text(encoding="utf-8")
    assert "not from its interviews" in file.read_text(encoding="utf-8")


def test_the_respondents_are_a_diverse_group(content, respondents) -> None:
    def values(field: str) -> set[str]:
        return {person.profile[field] for person in respondents}

    assert values("sector") == {"food", "craft", "trade", "services"}
    assert values("role") == {"owner", "employee", "community_member", "proxy"}
    assert values("workers") == {"alone", "family", "1-4", "5+"}
    assert values("years") == {"under_1", "1_to_3", "over_3"}
    assert values("village") == {"Kebonagung", "Sutojayan", "Karangpandan", "Pakisaji"}
    assert {score(content, person).stage for person in respondents} == set(content.stage)
    assert any(person.canvas_edits for person in respondents)
    assert any(person.plan for person in respondents)


def test_who_has_answered_too_little_is_in_no_stage(content) -> None:
    whole, early = complete(content, level=1), assessment(FOOD_OWNER, cash_records="daily")
    picture = cohort(content, [whole] * 6 + [early] * 4)
    assert (sum(picture.stages.values()), picture.without_stage) == (6, 4)
    assert cohort(content, [whole] * 4 + [early] * 6).stages == {}


def test_a_cell_with_one_or_two_of_a_part_says_nothing_of_them(content) -> None:
    """Else the difference of two pictures would be about one person, of whom a room knows that they stopped early."""
    whole, early = (
        outcome_of(content, person)
        for person in (complete(content, level=1), assessment(FOOD_OWNER, cash_records="daily"))
    )
    before = cohort_of(content, totals(content, [[whole] * 6]))
    for staged, counted in ((2, 6), (3, 9)):
        after = cohort_of(content, totals(content, [[whole] * 6, [whole] * staged + [early] * 3]))
        assert (sum(before.stages.values()), sum(after.stages.values())) == (6, counted)
        assert (before.practices["local_materials"].of, after.practices["local_materials"].of) == (6, counted)


def test_nothing_is_counted_of_what_a_short_workshop_did_not_ask(content) -> None:
    outcomes = [outcome_of(content, assessment(FOOD_OWNER, challenges=("marketing",), cash_records="daily"))] * 6
    picture = cohort_of(content, totals(content, [outcomes]), ["finance"])
    assert picture.challenges["marketing"].count == 6
    assert picture.practices == {}
    assert [part.id for part in room_stall(content, texts_for(content, "id"), picture).parts] == ["finance"]


def test_percentages_are_of_the_whole_group(content) -> None:
    group = [complete(content, challenges=["marketing"])] * 2 + [complete(content)] * 6
    assert cohort(content, group).challenges["marketing"] == Tally(2, 25.0, 8)


@pytest.mark.parametrize(("n", "suppressed"), [(0, True), (4, True), (5, False)])
def test_nothing_is_shown_below_five(content, n, suppressed) -> None:
    picture = cohort(content, [complete(content, level=2)] * n)
    assert (picture.n, picture.suppressed) == (n, suppressed)
    assert bool(picture.stages) is bool(picture.dimensions) is not suppressed


def test_a_dimension_that_fewer_than_five_answered_is_left_out(content) -> None:
    whole, none = complete(content, level=1), assessment(FOOD_OWNER, cash_records="daily")
    assert "materials" not in cohort(content, [whole] * 4 + [none] * 6).dimensions
    assert "materials" in cohort(content, [whole] * 5 + [none] * 5).dimensions


def test_a_share_of_a_part_of_the_group_says_of_how_many(content) -> None:
    local = complete(content, rungs={"materials_origin": "mostly_local"})
    outside = complete(content, rungs={"materials_origin": "outside"})
    without = complete(content, rungs={"materials_origin": "not_applicable"})
    assert cohort(content, [local] * 3 + [outside] * 3 + [without] * 4).practices["local_materials"] == Tally(3, 50, 6)
    assert "local_materials" not in cohort(content, [local] * 4 + [without] * 6).practices


def test_a_room_of_led_lamps_is_no_green_technology(content) -> None:
    lamps = complete(content, rungs={"energy": "some_efficient"})
    assert cohort(content, [lamps] * 6).practices["green_technology"].count == 0


def test_median_and_quartiles(content) -> None:
    # Finance at 0, 33.3, 66.7, 100 and 100: the third of five is the median, the second and fourth the quartiles.
    levels = (0, 1, 2, 3, 3)
    spread = cohort(content, [complete(content, level=level) for level in levels]).dimensions["finance"]
    assert (spread.q1, spread.median, spread.q3) == pytest.approx((100 / 3, 200 / 3, 100))


def test_answers_off_the_path_are_not_counted(content) -> None:
    trader = complete(content, profile=FOOD_OWNER, rungs={"wastewater": "treated"})
    assert cohort(content, [trader] * 5).practices["green_technology"].count == 5
    trader = replace(trader, profile=LONE_TRADER)
    assert cohort(content, [trader] * 5).practices["green_technology"].count == 0
