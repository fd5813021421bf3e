"""Pages read from photographs become sheets by their number; a person settles what is not clear."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvas.assessment import Assessment
from canvas.paper.asked import NOTHING
from canvas.paper.desk import Desk
from canvas.paper.form import Form
from canvas.paper.pages import Answer, PageRead
from canvas.paper.sheets import Sheet, assessment_of, own_words, sheets_of
from tests.builders import TODAY


def pages(form: Form, number: int | None, **changed: Answer) -> list[PageRead]:
    """Every page of a sheet: the first option of everything, but for what is changed."""
    first = {entry: boxes[0].value for page in form.pages for entry, boxes in page.boxes_of.items()}
    return [
        PageRead(
            form,
            page.number,
            number,
            "",
            tuple(
                changed.get(entry.id, Answer(entry.id, (first[entry.id],) if entry.id in first else (), 0.9))
                for entry in form.entries_on(page.number)
            ),
        )
        for page in form.pages
    ]


def doubted(entry: str, doubt: str = "several") -> Answer:
    return Answer(entry, (), 0.0, doubt, b"JPEG")  # type: ignore[arg-type]


def test_pages_belong_together_by_their_number_whatever_the_order(form) -> None:
    mixed = sorted((*pages(form, 2), *pages(form, 1)), key=lambda page: page.page)
    assert [(sheet.number, sheet.missing) for sheet in sheets_of(mixed)] == [(1, ()), (2, ())]


def test_pages_that_are_missing_are_named(form) -> None:
    [sheet] = sheets_of(pages(form, 5)[1:3])
    assert sheet.missing == (1, 4)


def test_the_clearer_of_two_photographs_counts_and_two_that_differ_are_a_doubt(form) -> None:
    clear = Answer("cash_records", ("daily",), 0.8)
    [sheet] = sheets_of([*pages(form, 1, cash_records=doubted("cash_records")), *pages(form, 1, cash_records=clear)])
    assert sheet.answers["cash_records"] == clear
    other = replace(clear, values=("none",))
    [sheet] = sheets_of([*pages(form, 1, cash_records=other), *pages(form, 1, cash_records=clear)])
    assert (sheet.answers["cash_records"].values, sheet.answers["cash_records"].doubt) == ((), "photos_differ")


def sheet_with(form: Form, **answers: tuple[str, ...]) -> Sheet:
    read = {name: Answer(name, values, 0.9) for name, values in answers.items()}
    return Sheet(form, 1, "", (1, 2, 3, 4), read)


def test_a_sheet_is_an_assessment(content, form) -> None:
    sheet = sheet_with(form, cash_records=("daily",), challenges=(NOTHING,), goods=("crisps",))
    work = assessment_of(
        content, sheet.typed("goods", "Rempeyek, keripik pisang").typed("business_name", "Bu Sri"), TODAY
    )
    assert work == Assessment(
        TODAY,
        "id",
        content.settings.version,
        {"sector": "food", "business_name": "Bu Sri"},
        {"goods": ("crisps", "Rempeyek", "keripik pisang"), "cash_records": "daily", "challenges": ()},
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        (" , ;\n", ()),
        ("roti; roti", ("roti",)),
        ("x" * 50, ("x" * 40,)),
        ("a,b,c,d,e,f,g,h,i", tuple("abcdefgh")),
    ],
)
def test_own_words_are_no_more_and_no_longer_than_on_the_screen(text, words) -> None:
    assert own_words(text) == words


def test_a_doubt_is_settled_by_one_choice_and_then_the_sheet_is_ready(content, form) -> None:
    desk = Desk().with_pages(pages(form, 3, cash_records=doubted("cash_records")))
    [item] = desk.to_settle(content, TODAY)
    assert (item.kind, item.sheet, item.entry, item.cut_out) == ("choose", 3, "cash_records", b"JPEG")
    assert desk.ready(content, TODAY) == ()
    [sheet] = desk.with_choice((3, "cash_records"), ("daily",)).ready(content, TODAY)
    assert assessment_of(content, sheet, TODAY).answers["cash_records"] == "daily"
    [sheet] = desk.with_choice((3, "cash_records"), ()).ready(content, TODAY)
    assert "cash_records" not in assessment_of(content, sheet, TODAY).answers


def test_what_is_not_asked_of_this_business_is_no_doubt(content, form) -> None:
    alone = Answer("workers", ("alone",), 0.9)
    desk = Desk().with_pages(pages(form, 3, work_agreement=doubted("work_agreement", "nothing"), workers=alone))
    assert desk.to_settle(content, TODAY) == ()


def test_a_written_line_is_typed_or_left_out(content, form) -> None:
    written = Answer("village", (), 1.0, None, b"JPEG", True)
    desk = Desk().with_pages(pages(form, 3, village=written))
    [item] = desk.to_settle(content, TODAY)
    assert (item.kind, item.entry) == ("type", "village")
    [sheet] = desk.with_text((3, "village"), "Kebonagung").ready(content, TODAY)
    assert assessment_of(content, sheet, TODAY).profile["village"] == "Kebonagung"
    assert len(desk.with_text((3, "village"), "").ready(content, TODAY)) == 1


def test_a_page_without_a_number_is_given_one_or_put_away(content, form) -> None:
    desk = Desk().with_pages(pages(form, None)[:1])
    [item] = desk.to_settle(content, TODAY)
    assert (item.kind, item.page) == ("number", 1)
    assert [sheet.number for sheet in desk.numbered(8).sheets] == [8]
    assert desk.numbered(0).pages == ()


def test_a_sheet_waits_for_its_pages_unless_it_is_kept_as_it_is(content, form) -> None:
    desk = Desk().with_pages(pages(form, 3)[:2])
    assert desk.ready(content, TODAY) == ()
    assert [sheet.number for sheet in desk.without_more_pages(3).ready(content, TODAY)] == [3]


def test_nothing_of_a_sheet_stays_once_it_is_kept(content, form) -> None:
    desk = Desk().with_pages([*pages(form, 3), *pages(form, 4)]).with_choice((3, "cash_records"), ("daily",))
    assert desk.with_text((3, "village"), "x").without_more_pages(3).without(3) == Desk(tuple(pages(form, 4)))
