"""The page for a lender: one sheet, in both languages, with debts only where the owner wants them."""

from __future__ import annotations

import pytest

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.planning import choose
from canvas.report import lender_pdf
from tests.builders import TODAY, complete
from tests.report.reading import pages, says, text


@pytest.fixture
def owner(content: Content) -> Assessment:
    person = complete(content, level=1).with_answer("debt", ("moneylender",)).with_answer("goods", ("crisps",))
    for step in ("nightly-notebook", "two-purses", "ask-three-buyers", "one-small-trial", "nib-by-phone"):
        person = choose(content, person, step, TODAY)
    return person


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_is_one_sheet_that_says_what_it_is(content: Content, owner: Assessment, language: str) -> None:
    found = lender_pdf(content, owner, language=language, today=TODAY)
    (sheet,) = pages(found)
    assert sheet.mediabox.height > sheet.mediabox.width
    says(found, content.interface["lender.title"][language], "Keripik Bu Sri")
    says(found, content.interface["lender.declaration"][language].split(",")[0].split(".")[0])


def test_debts_are_on_it_only_where_the_owner_wants_that(content: Content, owner: Assessment) -> None:
    heading = content.interface["lender.debts"]["id"]
    assert heading not in text(lender_pdf(content, owner, language="id", today=TODAY))
    says(lender_pdf(content, owner, language="id", today=TODAY, with_debts=True), heading)
