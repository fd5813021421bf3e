"""What a projector shows, as HTML: pictures before words, each with its numbers beside it.

Every scene is one string of the same elements, so a browser that draws it once a second changes only what differs.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from canvas.cohort import Cohort, Spread, Tally
from canvas.content.models import Content
from canvas.drawing.colours import Theme
from canvas.drawing.parts import State
from canvas.drawing.room import room_stall
from canvas.drawing.stall_picture import stall_picture
from canvas.drawing.svg import svg_of
from canvas.group import Gap, GroupPicture, to_discuss, wishes_ranked
from canvas.i18n import Texts
from canvas.store import Earlier

_THEMES: tuple[Theme, ...] = ("light", "dark")
_MARKS: Mapping[State, str] = {"full": "✓", "half": "◐", "none": "○"}

GROUP_OF = 5
"""So many people are one house in the picture of the stages, never a single one."""


def scene_html(name: str, content: Content, picture: GroupPicture, texts: Texts) -> str:
    """A scene of `canvas.wall.SCENES` with its heading; one with nothing to show says so."""
    body = _SCENES[name](content, picture, texts) or f"<p>{escape(texts('wall.nothing'))}</p>"
    return f"<h1>{escape(texts(f'wall.{name}'))}</h1>{body}"


def change_html(content: Content, earlier: Earlier, now: GroupPicture, texts: Texts) -> str:
    """Then and now: of the same people, where enough are in both pictures, or else of the two groups."""
    body = _moved(content, earlier, texts) if earlier.change else _then_and_now(content, earlier, now, texts)
    title = texts("wall.change" if earlier.name else "wall.all")
    return f"<h1>{escape(title)}</h1>{body}"


def _moved(content: Content, earlier: Earlier, texts: Texts) -> str:
    """By how much each part moved: half of the people as a band, the middle one as a line. Half-way: no change."""
    assert earlier.change is not None
    rows = []
    for dimension in content.dimensions:
        if moved := earlier.change.dimensions.get(dimension.id):
            band = Spread(*(50 + value / 2 for value in (moved.median, moved.q1, moved.q3)))
            numbers = texts("wall.moved_by", q1=texts.signed(moved.q1), q3=texts.signed(moved.q3))
            rows.append(
                f'<tr><th scope="row">{escape(dimension.name[texts.language])}</th>'
                f'<td class="bar"><span class="wall-track"><i class="zero"></i>{_band(band)}</span></td>'
                f"<td>{texts.signed(moved.median)}</td><td>{escape(numbers)}</td></tr>"
            )
    about = escape(texts("wall.moved_about", earlier=earlier.name, n=earlier.change.n))
    return f"{_table_of(rows, 'parts')}<p>{about}</p>"


def _then_and_now(content: Content, earlier: Earlier, now: GroupPicture, texts: Texts) -> str:
    """Each part of two pictures that were both shown: half of each group as a band, its middle as a line."""
    then, rows = earlier.taken.picture, []
    for dimension in content.dimensions:
        before, after = (each.cohort.dimensions.get(dimension.id) for each in (then, now))
        if before and after:
            numbers = f"{texts.number(before.median)} → {texts.number(after.median)}"
            bars = "".join(f'<span class="wall-track thin">{_band(each)}</span>' for each in (before, after))
            name = escape(dimension.name[texts.language])
            rows.append(f'<tr><th scope="row">{name}</th><td class="bar">{bars}</td><td>{numbers}</td></tr>')
    counts = {"then": texts.number(then.cohort.n), "now": texts.number(now.cohort.n)}
    key = "wall.change_about" if earlier.name else "wall.all_about"
    about = escape(texts(key, earlier=earlier.name, **counts))
    return f"{_table_of(rows, 'parts')}<p>{about}</p>"


def _room(content: Content, picture: GroupPicture, texts: Texts) -> str:
    """The stall, and beside it in words what each object means: its own labels are too small for a wall."""
    stall = room_stall(content, texts, picture.cohort)
    pictures = "".join(
        f'<img class="wall-stall {theme}" src="{_data(svg_of(stall_picture(stall, theme)))}" alt="">'
        for theme in _THEMES
    )
    parts = "".join(
        f'<li class="{part.state}"><b>{_MARKS[part.state]} {escape(part.name)}</b>'
        f"<span>{escape(texts(f'stall.state.{part.state}'))}</span></li>"
        for part in stall.parts
    )
    return f'<div class="wall-room">{pictures}<ul>{parts}</ul></div>'


def _strengths(content: Content, picture: GroupPicture, texts: Texts) -> str:
    names = {each.question: content.question[each.question].short[texts.language] for each in picture.strengths}
    return _ranked([(f"✓ {names[each.question]}", each.tally) for each in picture.strengths], texts)


def _table(content: Content, picture: GroupPicture, texts: Texts) -> str:
    """Table 1: the paper's lines only, so that they can be read from the back row."""
    tallies = picture.cohort.indicators
    rows = []
    for indicator in content.indicators:
        if indicator.published is not None and indicator.id in tallies:
            here, then = texts.percent(tallies[indicator.id].percent), texts.percent(indicator.published)
            bar = _bar(tallies[indicator.id].percent, indicator.published)
            name = escape(indicator.name[texts.language])
            rows.append(f'<tr><th scope="row">{name}</th><td class="bar">{bar}</td><td>{here}</td><td>{then}</td></tr>')
    heads = f'<td></td><td></td><th scope="col">{escape(texts("group.here"))}</th>'
    heads += f'<th scope="col">{escape(texts("group.paper"))}</th>'
    return _table_of(rows, heads=heads)


def _parts(content: Content, picture: GroupPicture, texts: Texts) -> str:
    rows = [
        _spread(each.name[texts.language], picture.cohort.dimensions[each.id], texts)
        for each in content.dimensions
        if each.id in picture.cohort.dimensions
    ]
    if not rows:
        return ""
    about = escape(texts("wall.parts_about"))
    return f"{_table_of(rows, 'parts')}<p>{about}</p>"


def _spread(name: str, spread: Spread, texts: Texts) -> str:
    drawn = _band(spread)
    numbers = texts("wall.from_to", q1=texts.number(spread.q1), q3=texts.number(spread.q3))
    return (
        f'<tr><th scope="row">{escape(name)}</th><td class="bar"><span class="wall-track">{drawn}</span></td>'
        f"<td>{texts.number(spread.median)}</td><td>{escape(numbers)}</td></tr>"
    )


def _band(spread: Spread) -> str:
    band = f"left:{spread.q1:.1f}%;width:{max(spread.q3 - spread.q1, 1):.1f}%"
    return f'<i class="band" style="{band}"></i><i class="middle" style="left:{spread.median:.1f}%"></i>'


def _stages(content: Content, picture: GroupPicture, texts: Texts) -> str:
    """Houses: each is five businesses; a smaller rest is a smaller house."""
    if not picture.cohort.stages:
        return f"<p>{escape(texts('group.no_stages', smallest=content.settings.group.smallest))}</p>"
    columns = []
    for stage in content.settings.stages:
        count = picture.cohort.stages[stage.id]
        whole, rest = divmod(count, GROUP_OF)
        houses = '<i class="house"></i>' * whole + '<i class="house small"></i>' * bool(rest)
        counted = escape(texts("group.of_people", count=count, n=picture.cohort.n))
        name = escape(stage.name[texts.language])
        columns.append(
            f'<li><span class="houses" aria-hidden="true">{houses}</span><b>{name}</b><span>{counted}</span></li>'
        )
    about, without = texts("wall.house", count=GROUP_OF), picture.cohort.without_stage
    about += f" {texts('group.without_stage', count=without)}" if without else ""
    few = max(picture.cohort.stages.values()) <= 2 * GROUP_OF
    return f'<ul class="wall-stages{" few" if few else ""}">{"".join(columns)}</ul><p>{escape(about)}</p>'


def _gaps(content: Content, picture: GroupPicture, texts: Texts) -> str:
    questions = to_discuss(content, picture, texts)
    return "".join(_gap(content, gap, picture.cohort, questions.get(gap.question), texts) for gap in picture.gaps)


def _gap(content: Content, gap: Gap, cohort: Cohort, question: str | None, texts: Texts) -> str:
    language = texts.language
    counted = escape(texts("group.of_people", count=gap.tally.count, n=cohort.n))
    step = content.recommendation[gap.step].title[language] if gap.step else ""
    step_html = f"<span>{escape(texts('group.step', step=step))}</span>" if step else ""
    step_html += f'<span class="talk">{escape(question)}</span>' if question else ""
    name = escape(content.question[gap.question].short[language])
    return f'<div class="wall-gap"><b>{name}</b><em>{counted}</em>{step_html}</div>'


def _what_if(content: Content, picture: GroupPicture, texts: Texts) -> str:
    """Each step with the part it moves: where the middle is, and where it would be."""
    rows = []
    for gap in picture.gaps:
        step = content.recommendation[gap.step].title[texts.language] if gap.step else ""
        for name, after in list(gap.dimensions.items())[:1]:
            before = picture.cohort.dimensions[name].median
            drawn = f'<i class="fill" style="width:{before:.1f}%"></i>'
            drawn += f'<i class="gain" style="left:{before:.1f}%;width:{max(after.median - before, 0):.1f}%"></i>'
            part = escape(content.dimension[name].name[texts.language])
            numbers = f"{texts.number(before)} → {texts.number(after.median)}"
            if texts.number(before) == texts.number(after.median):
                continue
            rows.append(
                f'<tr><th scope="row">{escape(step)}<small>{part}</small></th>'
                f'<td class="bar"><span class="wall-track">{drawn}</span></td><td>{numbers}</td></tr>'
            )
    return _table_of(rows)


def _wishes(content: Content, picture: GroupPicture, texts: Texts) -> str:
    names = {each.id: each.name[texts.language] for each in content.indicators}
    ranked = wishes_ranked(picture.cohort)
    return _ranked([(f"{number}. {names[name]}", tally) for number, (name, tally) in enumerate(ranked, 1)], texts)


def _ranked(rows: Iterable[tuple[str, Tally]], texts: Texts) -> str:
    lines = [
        f'<tr><th scope="row">{escape(name)}</th><td class="bar">{_bar(tally.percent)}</td>'
        f"<td>{escape(texts('group.of_people', count=tally.count, n=tally.of))}</td></tr>"
        for name, tally in rows
    ]
    return _table_of(lines)


def _table_of(rows: Sequence[str], more_classes: str = "", heads: str = "") -> str:
    """A table of rows, which are already HTML; nothing where there are none."""
    head = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    classes = f"wall-table {more_classes}".strip()
    return f'<table class="{classes}">{head}<tbody>{"".join(rows)}</tbody></table>' if rows else ""


def _bar(percent: float, then: float | None = None) -> str:
    drawn = f'<i class="fill" style="width:{percent:.1f}%"></i>'
    if then is not None:
        drawn += f'<i class="then" style="width:{then:.1f}%"></i>'
    return f'<span class="wall-track">{drawn}</span>'


def _data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


_SCENES: Mapping[str, Callable[[Content, GroupPicture, Texts], str]] = {
    "room": _room,
    "strengths": _strengths,
    "table": _table,
    "parts": _parts,
    "stages": _stages,
    "gaps": _gaps,
    "what_if": _what_if,
    "wishes": _wishes,
}
