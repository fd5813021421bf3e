"""What people of a village cook and sell finds its kind among the answers, and the papers and steps of that kind."""

from __future__ import annotations

import re

import pytest

from canvas.advice import advise
from canvas.content.models import Content
from canvas.scoring import score
from tests.builders import assessment

KINDS = {
    "dry_packed": (
        "keripik", "kerupuk", "rengginang", "kue kering", "kacang", "abon", "bumbu bubuk", "sambal botol",
    ),
    "wet_daily": (
        "tempe", "tahu", "kulit lumpia", "mi basah", "bumbu basah", "kue basah", "roti", "jamu", "es", "susu",
        "minuman", "makanan beku",
    ),
    "cooked_to_eat": (
        "nasi", "gorengan", "bakso", "soto", "pecel", "sate", "lauk", "katering",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "food"), [(kind, food) for kind, foods in KINDS.items() for food in foods])
def test_a_food_is_named_by_its_kind_alone(content: Content, kind: str, food: str) -> None:
    options = content.field["food_kind"].options
    words = {option.id: f"{option.label['id']} {option.hint and option.hint['id']}".lower() for option in options}
    assert [name for name, text in words.items() if re.search(rf"\b{food}\b", text)] == [kind]


@pytest.mark.parametrize(
    ("kind", "fit", "unfit"),
    [
        ("dry_packed", {"spp-irt-dry-food"}, {"ask-hygiene-paper", "wrap-in-leaf-or-paper", "delivery-app-price"}),
        ("wet_daily", {"ask-hygiene-paper"}, {"spp-irt-dry-food", "full-food-label"}),
        ("cooked_to_eat", {"ask-hygiene-paper"}, {"spp-irt-dry-food", "full-food-label"}),
    ],
)
def test_the_papers_follow_from_the_kind(content: Content, kind: str, fit: set[str], unfit: set[str]) -> None:
    person = assessment({"sector": "food", "food_kind": kind, "role": "owner"})
    for question, answer in (("permits", "nib_current"), ("marks", ("none",)), ("label", "complete")):
        person = person.with_answer(question, answer)
    listed = {advice.step.id for advice in advise(content, person, score(content, person))}
    assert fit <= listed
    assert listed.isdisjoint(unfit)
