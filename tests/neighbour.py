"""A neighbour who is in a workshop and tries to find out what another one answered.

She knows more than anybody could: who finished when, who is in each picture, everybody's sector, village and number of
workers, and her own answers. She sees every picture and every export there ever is of the workshop. Whatever
she calculates, two people whom no picture and no export ever separates look the same to her; so the most she can know
is what each *set of inseparable people* answered. She knows the answer of one of them if the whole set has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from canvas.pictures import TRAITS, Cell, Person, Rule, Selection, select

ITEMS = 12
"""Yes-or-no facts about each person: as many as Table 1 has rows."""


@dataclass
class Known:
    """What the neighbour finds out. Each item of each other person who is ever shown is one `asked`."""

    workshops: int = 0
    pictures: int = 0
    asked: int = 0
    by_whole_picture: int = 0
    """Everybody in a picture has this answer."""
    by_whole_difference: Counter[int] = field(default_factory=Counter)
    """All of the people by whom pictures differ have it; by how many these are, herself left out."""
    repeated: int = 0
    """As `asked`, of people in several workshops, should everybody have given the same answers in each."""
    by_repeating: int = 0
    """Of these: found by combining the counts of the workshops' groups, beside those of one whole group."""
    smallest_set: int = 10**9
    """The fewest people who are inseparable, herself included."""

    @property
    def pinned(self) -> int:
        return self.by_whole_picture + sum(self.by_whole_difference.values())


def try_workshops(rule: Rule, count: int, seed: int) -> Known:
    """What a neighbour finds out in so many random workshops."""
    random, known = Random(seed), Known()
    for _ in range(count):
        _try(rule, random, known)
    return known


def _try(rule: Rule, random: Random, known: Known) -> None:
    people = [f"p{number}" for number in range(random.randint(5, 40))]
    answers = _answers(people, random)
    traits = {person: _traits(random) for person in people}
    pictures = [*_reveals(rule, people, traits, random)]
    known.workshops += 1
    known.pictures += len(pictures)
    neighbour = random.choice(people)
    for inseparable in _inseparable(pictures):
        known.smallest_set = min(known.smallest_set, len(inseparable))
        others = inseparable - {neighbour}
        for item in range(ITEMS):
            known.asked += len(others)
            if len({answers[person][item] for person in others}) == 1:
                _note(known, pictures, answers, item, others, neighbour)


def _note(
    known: Known,
    pictures: list[Mapping[str, str]],
    answers: Mapping[str, tuple[bool, ...]],
    item: int,
    others: frozenset[str],
    neighbour: str,
) -> None:
    whole = any(
        others <= picture.keys() and len({answers[person][item] for person in picture if person != neighbour}) == 1
        for picture in pictures
    )
    if whole:
        known.by_whole_picture += len(others)
    else:
        known.by_whole_difference[len(others)] += len(others)


def _answers(people: list[str], random: Random) -> dict[str, tuple[bool, ...]]:
    likely = [random.random() for _ in range(ITEMS)]
    return {person: tuple(random.random() < chance for chance in likely) for person in people}


def _traits(random: Random) -> dict[str, str]:
    values = {
        "sector": random.choices(["food", "craft", "trade", "services"], [6, 2, 3, 1])[0],
        "workers": random.choices(["alone", "family", "1-4"], [3, 3, 2])[0],
        "village": random.choices(["Kebonagung", "Sutojayan", ""], [5, 2, 1])[0],
    }
    return {name: values[name] for name in TRAITS}


def _reveals(
    rule: Rule, people: list[str], traits: Mapping[str, Mapping[str, str]], random: Random
) -> Iterable[Mapping[str, str]]:
    """The pictures of a workshop: who is shown, each with what the export says beside the row."""
    cells: dict[int, Cell] = {}
    cell_of: dict[str, int | None] = {}
    left: set[str] = set()
    coming = random.sample(people, len(people))
    while coming or random.random() < 0.5:
        for _ in range(min(len(coming), random.choice([1, 1, 2, 3, 5, 8]))):
            cell_of[coming.pop()] = None
        for person in [*cell_of]:
            if random.random() < 0.01:
                del cell_of[person]  # has everything erased
            elif random.random() < 0.02:
                left ^= {person}  # leaves, or comes back
        here = [Person(person, cell, traits[person], person in left) for person, cell in cell_of.items()]
        selection = select(rule, cells.values(), here, random)
        if selection is not None:
            cells, cell_of = dict(selection.cells), cell_of | dict(selection.membership)
            yield _seen(selection, cell_of)


def _seen(selection: Selection, cell_of: Mapping[str, int | None]) -> dict[str, str]:
    return {
        person: str(sorted(selection.cells[cell].traits.items()))
        for person, cell in cell_of.items()
        if cell in selection.shown
    }


def _inseparable(pictures: list[Mapping[str, str]]) -> list[frozenset[str]]:
    """People who are in the same pictures, and whose rows are labelled alike in each."""
    sets: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for person in {person for picture in pictures for person in picture}:
        sets[tuple(picture.get(person) for picture in pictures)].add(person)
    return [frozenset(each) for each in sets.values()]


def try_organisations(rule: Rule, count: int, seed: int) -> Known:
    """What a neighbour finds out in so many random organisations of several workshops.

    She is in some of the workshops, as others are too, with other answers in each. She sees every picture of every
    workshop, and between them, at random moments, the picture over all workshops: the sum of their newest pictures.
    She knows who is in each of them. A workshop is deleted at times.
    """
    random, known = Random(seed), Known()
    for _ in range(count):
        _try_organisation(rule, random, known)
    return known


def _try_organisation(rule: Rule, random: Random, known: Known) -> None:
    """A member is a person's part in one workshop: `person@workshop`; an answer is given by a member."""
    people = [f"p{number}" for number in range(random.randint(10, 50))]
    neighbour = random.choice(people)
    seen: list[Mapping[str, str]] = []
    newest: dict[int, Mapping[str, str]] = {}
    series = {number: _of_workshop(rule, number, people, random) for number in range(random.randint(2, 5))}
    while series:
        number = random.choice([*series])
        shown = next(series[number], None)
        if shown is None:
            del series[number]
            if random.random() < 0.2:
                newest.pop(number, None)  # deleted, with its part of the sum
        else:
            newest[number] = shown
            seen.append(shown)
        if newest and random.random() < 0.5:
            seen.append({member: "" for each in newest.values() for member in each})
    members = sorted({member for picture in seen for member in picture})
    answers = _answers(members, random)
    known.workshops += 1
    known.pictures += len(seen)
    _combine(known, [frozenset(map(_person, each)) for each in _inseparable(seen)], neighbour, random)
    for inseparable in _inseparable(seen):
        known.smallest_set = min(known.smallest_set, len({*map(_person, inseparable)}))
        others = frozenset(member for member in inseparable if _person(member) != neighbour)
        for item in range(ITEMS):
            known.asked += len(others)
            if len({answers[member][item] for member in others}) == 1:
                _note(known, seen, answers, item, others, next(iter(inseparable - others), ""))


def _of_workshop(rule: Rule, number: int, people: list[str], random: Random) -> Iterator[Mapping[str, str]]:
    """The pictures of one workshop of the organisation, with its members' names."""
    here = [f"{person}@{number}" for person in random.sample(people, random.randint(5, len(people)))]
    yield from _reveals(rule, here, {member: _traits(random) for member in here}, random)


def _person(member: str) -> str:
    return member.partition("@")[0]


def _combine(known: Known, groups: list[frozenset[str]], neighbour: str, random: Random) -> None:
    """What follows from the counts of all groups together, if nobody changed an answer from workshop to workshop."""
    often = Counter(person for group in groups for person in group)
    several = {person for person, count in often.items() if count > 1} - {neighbour}
    answers = _answers([*often], random)
    for item in range(ITEMS):
        informed = {neighbour}
        at_once = {person for group in groups for person in _forced(group, informed, answers, item)}
        while more := {person for group in groups for person in _forced(group, informed, answers, item)}:
            informed |= more
        known.repeated += len(several)
        known.by_repeating += len((informed - at_once) & several)


def _forced(
    group: frozenset[str], informed: set[str], answers: Mapping[str, tuple[bool, ...]], item: int
) -> frozenset[str]:
    """The others of a group, where its count implies that all of them have the same answer."""
    others = group - informed
    return others if len({answers[person][item] for person in others}) == 1 else frozenset()
