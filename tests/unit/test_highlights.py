"""What a result says first."""

from __future__ import annotations

from canvas.highlights import rarest_strength
from canvas.scoring import score
from tests.builders import complete, real_content

CONTENT = real_content()


def rarest(**rungs):
    person = complete(CONTENT, rungs=rungs)
    return rarest_strength(CONTENT, person, score(CONTENT, person))


def top(question: str) -> str:
    return CONTENT.question[question].options[-1].id


def test_a_beginner_has_no_rare_strength() -> None:
    assert rarest() is None


def test_what_fewest_businesses_of_the_paper_do_is_the_rarest() -> None:
    found = rarest(
        materials_origin=top("materials_origin"), packaging=top("packaging"), cash_records=top("cash_records")
    )
    assert found is not None
    assert (found.question, found.published) == ("packaging", 30)


def test_where_the_paper_says_nothing_the_strongest_is_named_without_a_figure() -> None:
    found = rarest(cash_records=top("cash_records"))
    assert found is not None
    assert (found.question, found.published) == ("cash_records", None)
