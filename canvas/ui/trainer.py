"""Inside a workshop, on the trainer's own screen: the room, its pictures, the wall, visits, files, the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from html import escape

import streamlit as st

from canvas.errors import KanvasError
from canvas.group import GroupReport, to_discuss
from canvas.i18n import texts_for
from canvas.paper.screen import Paper
from canvas.session import Screen, Session, showing
from canvas.store import Held, Room, Visit, Wall
from canvas.ui import failure, platform, state, trainer_code
from canvas.ui.arrival import root_address
from canvas.ui.fields import field
from canvas.ui.sent import Sent
from canvas.ui.wall import SECRET, join_image, shown_address, style
from canvas.ui.way_back import show_problem
from canvas.ui.welcome import parts_in_words
from canvas.ui.widgets import (
    alert,
    arrive,
    bullets,
    card,
    details,
    heading,
    link_button,
    main_button,
    paragraph,
    plain,
    side_button,
    soft,
)
from canvas.wall import CHANGE, SCENES, Panel, Trainer
from canvas.workshop import State

SECONDS = 2.0
MESSAGE = "message_text"
"""The key of the field for a message to the phones."""
LONGEST_MESSAGE = 120
LONGEST_CODE = 20
COUNTDOWN = timedelta(minutes=5)
PANELS: Mapping[str, Panel] = {
    "to_visits": "visits",
    "to_files": "files",
    "to_compare": "compare",
    "to_ending": "ending",
    "to_delete": "delete",
}
MOVES = {"pause": State.PAUSED, "reopen": State.OPEN, "close_workshop": State.CLOSED, "archive": State.ARCHIVED}
RUN_SHEET = ("welcome", "answer", "room", "table", "gaps", "plan", "wishes", "close")

_REPORTS = (("report", "pdf"), ("brief", "pdf"), ("report", "docx"))
_EXPORTS = ("xlsx", "csv", "json")
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv",
    "json": "application/json",
    "pdf": "application/pdf",
}


def apply(session: Session, screen: Trainer, workshop: str, sent: Sent) -> Session:
    """What a trainer's tap does; where it fails, what was typed for the phones is kept, and the screen says why."""
    if sent.tapped == "leave_trainer":  # also where the workshop was deleted meanwhile
        return showing(session, Trainer())
    try:
        return _after(session, screen, workshop, sent)
    except KanvasError as error:
        return replace(showing(session, replace(screen, message=_typed(screen, sent))), problem=error)


def _after(session: Session, screen: Trainer, workshop: str, sent: Sent) -> Session:
    """The session after a tap. Raises: KanvasError."""
    services = state.services()
    held = services.workshops.read(workshop)
    pin, message = "" if sent.tapped else screen.pin, _unsent(screen, sent)
    screen = replace(screen, pin=pin, message=message, refused=None, untaken=False)
    elsewhere: Mapping[str, Callable[[], Screen]] = {
        **{key: partial(replace, screen, panel=panel) for key, panel in PANELS.items()},
        "back": lambda: replace(screen, panel=None),
        "to_paper": lambda: Paper(workshop=workshop),
        "open_projector": lambda: replace(screen, link=services.workshops.new_projector(workshop)),
    }
    if sent.tapped in elsewhere:
        return showing(session, elsewhere[sent.tapped]())
    session = _changed(showing(session, screen), screen, held, sent)
    services.rooms.changed(workshop)
    return session


def _typed(screen: Trainer, sent: Sent) -> str:
    """What is typed for the phones and not sent yet."""
    typed = sent.text(MESSAGE, LONGEST_MESSAGE)
    return screen.message if typed is None else typed


def _unsent(screen: Trainer, sent: Sent) -> str:
    """What remains to be sent to the phones after this tap."""
    is_sent = sent.tapped == "send_message" and not sent.is_too_long(MESSAGE, LONGEST_MESSAGE)
    return "" if is_sent else _typed(screen, sent)


def _changed(session: Session, screen: Trainer, held: Held, sent: Sent) -> Session:
    """What a tap changes in the workshop. Raises: KanvasError."""
    services = state.services()
    if sent.tapped in ("reveal", "refresh"):
        return _revealed(session, screen, held)
    if sent.tapped == "delete":
        services.workshops.delete(held.id, sent.text("delete_name", 200) or "")
        return showing(session, Trainer())
    if sent.tapped == "compare":
        return _compared(session, screen, held, sent)
    if sent.tapped == "compare_all":
        return _compared_with_all(session, screen, held, sent)
    if sent.tapped in MOVES:
        services.workshops.move(held.id, MOVES[sent.tapped])
    elif wall := _wall_after(held, sent):
        services.workshops.put_up(held.id, wall)
    elif screen.panel == "visits":
        _after_visit(held.id, sent)
    return session


def _revealed(session: Session, screen: Trainer, held: Held) -> Session:
    """A new picture, where enough people have come; the first one is followed by the first scene."""
    services = state.services()
    before = services.pictures.newest(held.id)
    after = services.pictures.reveal(held.id)
    if held.wall.compared:
        services.compared.couple(held.id, held.wall.compared)
    if before and before.number == after.number:
        return showing(session, replace(screen, untaken=True))
    if before is None:
        services.workshops.put_up(held.id, replace(held.wall, scenes=SCENES[:1]))
    return session


def _compared(session: Session, screen: Trainer, held: Held, sent: Sent) -> Session:
    """Names the workshop to compare with. Who does so knows that one's PIN, too; it is of the same organisation."""
    code, pin = (sent.text(key, LONGEST_CODE) or "" for key in ("earlier_code", "earlier_pin"))
    earlier = state.services().workshops.enter(code, pin, platform.network_address())
    if earlier is None or earlier.id == held.id or earlier.organisation != held.organisation:
        return showing(session, replace(screen, refused="pin"))
    state.services().compared.couple(held.id, earlier.id)
    wall = replace(held.wall, compared=earlier.id, all_of=None, scenes=(CHANGE,))
    state.services().workshops.put_up(held.id, wall)
    return showing(session, replace(screen, panel=None))


def _compared_with_all(session: Session, screen: Trainer, held: Held, sent: Sent) -> Session:
    """Compares with all workshops of the trainer whose code was typed, of the same organisation."""
    services, account = state.services(), trainer_code.account_of(sent)
    if account is None or account.organisation != held.organisation:
        return showing(session, replace(screen, refused="trainer_code"))
    wall = replace(held.wall, compared=None, all_of=account.owner, scenes=(CHANGE,))
    services.workshops.put_up(held.id, wall)
    return showing(session, replace(screen, panel=None))


def _wall_after(held: Held, sent: Sent) -> Wall | None:
    """The wall after a tap; None where the tap does not change it."""
    wall = held.wall
    if scene := sent.after("scene_"):
        shown = () if wall.scenes[-1:] == (scene,) or scene not in (*SCENES, CHANGE) else (scene,)
        return replace(wall, scenes=shown)
    changes: Mapping[str, Callable[[], Wall]] = {
        "next_scene": lambda: replace(wall, scenes=_neighbour(wall, 1)),
        "previous_scene": lambda: replace(wall, scenes=_neighbour(wall, -1)),
        "hide_all": lambda: replace(wall, scenes=()),
        "counts": lambda: replace(wall, counts=not wall.counts),
        "send_message": lambda: replace(wall, message=_message(wall, sent)),
        "clear_message": lambda: replace(wall, message=""),
        "start_countdown": lambda: replace(wall, ends_at=state.services().clock() + COUNTDOWN),
        "stop_countdown": lambda: replace(wall, ends_at=None),
    }
    return changes[sent.tapped]() if sent.tapped in changes else None


def _message(wall: Wall, sent: Sent) -> str:
    """The message on the phones after one was sent; one that is too long is not."""
    typed = (sent.text(MESSAGE, LONGEST_MESSAGE) or "").strip()
    return wall.message if not typed or sent.is_too_long(MESSAGE, LONGEST_MESSAGE) else typed


def _neighbour(wall: Wall, distance: int) -> tuple[str, ...]:
    here = SCENES.index(wall.scenes[-1]) if wall.scenes and wall.scenes[-1] in SCENES else -1
    there = here + distance
    return (SCENES[there],) if 0 <= there < len(SCENES) else ()


def _after_visit(workshop: str, sent: Sent) -> None:
    """Ticks of a visit: it took place, a step is done, an answer was seen. Only of who asked for one."""
    services, today = state.services(), state.services().today()
    kind, _, rest = sent.tapped.partition(":")
    assessment_id, _, name = rest.partition(":")
    if assessment_id not in {visit.assessment_id for visit in services.members.visits(workshop)}:
        return
    match kind:
        case "visited":
            services.members.visited(assessment_id, today)
        case "done":
            services.store.mark_done(assessment_id, name, today)
        case "seen":
            services.members.mark_seen(assessment_id, name, today)
        case "unseen":
            services.members.mark_seen(assessment_id, name, None)


def draw(session: Session, screen: Trainer, workshop: str) -> None:
    """The workshop, or the part of it that is open."""
    try:
        room = state.services().rooms.now(workshop)
    except KanvasError as error:
        arrive("trainer")
        alert(error.in_language(session.language))
        link_button(state.texts()("app.back"), "leave_trainer")
        return
    parts: Mapping[Panel, Callable[[Room], None]] = {
        "visits": _draw_visits,
        "files": _draw_files,
        "compare": _draw_compare,
        "ending": _draw_ending,
        "delete": _draw_delete,
    }
    style()
    arrive(screen.panel or "trainer")
    heading(room.held.workshop.name)
    show_problem(session)
    if screen.panel and screen.panel in parts:
        with failure.reported():
            parts[screen.panel](room)
        link_button(state.texts()("app.back"), "back")
    else:
        _draw_room(screen, room)


def _draw_room(screen: Trainer, room: Room) -> None:
    texts, workshop = state.texts(), room.held.workshop
    if screen.pin:
        card(texts("workshop.pin_is", pin=f"{screen.pin[:4]} {screen.pin[4:]}"), texts("workshop.pin_about"))
    st.html(
        f'<div class="way-back"><p class="code" translate="no">{escape(workshop.code)}</p>'
        f'<img class="qr" src="{join_image(workshop.code)}" alt="{escape(texts("wall.qr"))}">'
        f"<p>{escape(shown_address())}</p></div>"
    )
    if workshop.parts:
        soft(texts("workshop.parts_asked", **parts_in_words(state.content(), workshop.parts, texts)))
    if screen.link:
        address = f"{root_address()}/projector?{SECRET}={screen.link}"
        st.link_button(plain(texts("workshop.to_projector")), address)
        soft(texts("workshop.link_about"))
    else:
        side_button(texts("workshop.make_link"), "open_projector")
    _draw_progress()
    _draw_picture(screen, room)
    if room.taken:
        _draw_scenes(room)
    _draw_phones(screen, room)
    details(texts("workshop.run_sheet"), bullets(texts(f"workshop.sheet.{part}") for part in RUN_SHEET))
    with st.container(key="more", horizontal=True):
        side_button(texts("workshop.visits"), "to_visits")
        side_button(texts("workshop.files"), "to_files")
        side_button(texts("paper.open"), "to_paper")
        side_button(texts("workshop.compare"), "to_compare")
        side_button(texts("workshop.ending"), "to_ending")
        link_button(texts("workshop.leave_screen"), "leave_trainer")


@st.fragment(run_every=SECONDS)
def _draw_progress() -> None:
    """How far the room is, and where people are stuck; kept up to date without a tap."""
    with failure.reported():
        screen, texts, content = state.current().screen, state.texts(), state.content()
        if not isinstance(screen, Trainer) or screen.workshop is None:
            return
        try:
            live = state.services().rooms.now(screen.workshop).live
        except KanvasError as error:
            alert(error.in_language(texts.language))
            return
        counts = {"joined": live.joined, "answering": live.answering, "finished": live.finished}
        stuck = [
            texts("workshop.stuck_at", question=content.question[name].short[texts.language], count=count)
            for name, count in sorted(live.stuck.items(), key=lambda pair: -pair[1])
            if name in content.question
        ]
        html = f'<p class="lead">{escape(texts("wall.counts", **counts))}</p>'
        html += f"<p>{escape(texts('workshop.stuck'))}</p>{bullets(stuck)}" if stuck else ""
        st.html(f'<div class="card live" role="status">{html}</div>')


def _draw_picture(screen: Trainer, room: Room) -> None:
    """The picture that may be shown, how many it holds, and whether a new one can be taken."""
    texts, group, taken = state.texts(), state.content().settings.group, room.taken
    heading(texts("workshop.picture"), 2)
    if taken is None:
        paragraph(texts("workshop.no_picture", smallest=group.smallest))
        main_button(texts("workshop.reveal"), "reveal")
        return
    paragraph(texts("workshop.picture_holds", n=taken.people))
    if screen.untaken:
        alert(texts("workshop.untaken", least=group.differ_by, waiting=taken.waiting))
    elif taken.waiting:
        soft(texts("workshop.waiting", waiting=taken.waiting))
    side_button(texts("workshop.refresh"), "refresh")


def _draw_scenes(room: Room) -> None:
    """What is on the wall, with what to say about it; each scene has a digit as its key."""
    texts, shown = state.texts(), room.held.wall.scenes[-1:]
    heading(texts("workshop.scenes"), 2)
    with st.container(key="scenes", horizontal=True):
        for number, scene in enumerate((*SCENES, CHANGE) if room.earlier else SCENES, 1):
            st.button(
                plain(texts(f"wall.{scene}")),
                key=f"scene_{scene}",
                type="primary" if (scene,) == shown else "secondary",
                shortcut=str(number),
            )
    with st.container(key="steps", horizontal=True):
        st.button(plain(texts("workshop.previous_scene")), key="previous_scene", shortcut="left")
        st.button(plain(texts("workshop.next_scene")), key="next_scene", shortcut="right")
        st.button(plain(texts("workshop.hide_all")), key="hide_all", shortcut="0")
        side_button(texts("workshop.hide_counts" if room.held.wall.counts else "workshop.show_counts"), "counts")
    if shown:
        card(texts(f"wall.{shown[0]}"), texts(f"workshop.note.{_note(room, shown[0])}"), chip=texts("workshop.notes"))
        if shown[0] == "gaps":
            _draw_discussion(room)


def _note(room: Room, scene: str) -> str:
    """What to say about a scene; a change is about the same people, or about two groups."""
    return "change_same" if scene == CHANGE and room.earlier and room.earlier.change else scene


def _draw_discussion(room: Room) -> None:
    """A question for pairs, for each of the commonest gaps."""
    texts = state.texts()
    assert room.taken is not None
    questions = to_discuss(state.content(), room.taken.picture, texts)
    details(texts("group.talk"), bullets(questions.values()), opened=True)


def _draw_phones(screen: Trainer, room: Room) -> None:
    """A message to all phones, and a countdown."""
    texts, wall = state.texts(), room.held.wall
    heading(texts("workshop.phones"), 2)
    if wall.message:
        paragraph(texts("workshop.message_shown", message=wall.message))
    field(texts("workshop.message"), MESSAGE, screen.message, longest=LONGEST_MESSAGE)
    with st.container(key="phones", horizontal=True):
        side_button(texts("workshop.send"), "send_message")
        if wall.message:
            side_button(texts("workshop.unsend"), "clear_message")
        running = wall.ends_at and wall.ends_at > state.services().clock()
        if running:
            side_button(texts("workshop.stop_countdown"), "stop_countdown")
        else:
            side_button(texts("workshop.countdown", minutes=COUNTDOWN // timedelta(minutes=1)), "start_countdown")


def _draw_visits(room: Room) -> None:
    """Who wants a visit, what they promised, and what can be looked at together."""
    texts = state.texts()
    heading(texts("workshop.visits"), 2)
    visits = state.services().members.visits(room.held.id)
    paragraph(texts("workshop.visits_about" if visits else "workshop.no_visits"))
    for visit in visits:
        with st.container(key=f"visit_{visit.assessment_id}"):
            _draw_visit(visit)


def _draw_visit(visit: Visit) -> None:
    texts, content = state.texts(), state.content()
    day = texts("workshop.visited_on", date=texts.long_date(visit.visited_on)) if visit.visited_on else ""
    card(visit.nickname, remark=day)
    if not visit.visited_on:
        side_button(texts("workshop.visited"), f"visited:{visit.assessment_id}")
    for promise in visit.promises:
        if promise.step not in content.recommendation:
            continue
        title = content.recommendation[promise.step].title[texts.language]
        due = texts("workshop.due", step=title, date=texts.short_date(promise.due))
        if promise.done_on:
            paragraph(f"✓ {due}")
        else:
            paragraph(due)
            side_button(texts("workshop.done"), f"done:{visit.assessment_id}:{promise.step}")
    for name, given in visit.answered.items():
        question = content.question.get(name)
        if question is None or question.private or (option := question.option(given)) is None:
            continue
        asked, answer = question.short[texts.language], option.label[texts.language]
        sentence = texts("workshop.declared", question=asked, answer=answer)
        if name in visit.seen:
            paragraph(f"{sentence} ✓ {texts('workshop.seen')}")
            link_button(texts("workshop.unsee"), f"unseen:{visit.assessment_id}:{name}")
        else:
            paragraph(sentence)
            side_button(texts("workshop.see"), f"seen:{visit.assessment_id}:{name}")


def _draw_files(room: Room) -> None:
    """What the trainer takes along, made when it is tapped."""
    texts = state.texts()
    heading(texts("workshop.files"), 2)
    if room.taken is None:
        paragraph(texts("workshop.no_picture", smallest=state.content().settings.group.smallest))
        return
    soft(texts("workshop.files_about", n=room.taken.people))
    for (name, suffix), write in _files().items():
        st.download_button(
            plain(texts(f"workshop.file.{name}_{suffix}")),
            _made(room.held.id, write),
            f"kanvas-{room.held.workshop.code.lower()}-{name}.{suffix}",
            _TYPES[suffix],
            key=f"file_{name}_{suffix}",
            on_click="ignore",
        )


def _files() -> dict[tuple[str, str], Callable[[GroupReport], bytes]]:
    content = state.content()

    # Both are large, and imported only by who downloads something.
    def reported(name: str, suffix: str) -> Callable[[GroupReport], bytes]:
        def write(report: GroupReport) -> bytes:
            from canvas.report.group import BRIEF_KINDS, GROUP_KINDS  # noqa: PLC0415

            kinds = BRIEF_KINDS if name == "brief" else GROUP_KINDS
            return kinds[f".{suffix}"](content, report, report.workshop.language)

        return write

    def exported(suffix: str) -> Callable[[GroupReport], bytes]:
        def write(report: GroupReport) -> bytes:
            from canvas.exports import export_file  # noqa: PLC0415

            return export_file(f".{suffix}", content, report, texts_for(content, report.workshop.language))

        return write

    reports = {(name, suffix): reported(name, suffix) for name, suffix in _REPORTS}
    return {**reports, **{("data", suffix): exported(suffix) for suffix in _EXPORTS}}


def _made(workshop: str, write: Callable[[GroupReport], bytes]) -> Callable[[], bytes]:
    services = state.services()

    def make() -> bytes:
        report = services.pictures.report(workshop)
        assert report is not None, "there are files only of a picture"
        return write(services.compared.with_change(report, workshop))

    return make


def _draw_compare(_room: Room) -> None:
    """Asks for an earlier workshop, and for its PIN: its picture is shown to this room."""
    texts, screen = state.texts(), state.current().screen
    heading(texts("workshop.compare"), 2)
    soft(texts("workshop.compare_about"))
    if isinstance(screen, Trainer) and screen.refused:
        alert(texts(f"workshop.refused.{screen.refused}"))
    st.text_input(plain(texts("workshop.code")), key="earlier_code", max_chars=LONGEST_CODE, autocomplete="off")
    label = plain(texts("workshop.pin"))
    st.text_input(label, key="earlier_pin", max_chars=LONGEST_CODE, type="password", autocomplete="off")
    main_button(texts("workshop.compare_now"), "compare")
    heading(texts("workshop.compare_all"), 2)
    soft(texts("workshop.compare_all_about"))
    label, most = plain(texts("workshop.trainer_code")), trainer_code.LONGEST
    st.text_input(label, key=trainer_code.KEY, max_chars=most, type="password", autocomplete="off")
    side_button(texts("workshop.compare_all_now"), "compare_all")


def _draw_ending(room: Room) -> None:
    """Pause, reopen, close, archive; deleting is apart."""
    texts, now = state.texts(), room.held.workshop.state
    heading(texts("workshop.ending"), 2)
    paragraph(texts(f"workshop.is.{now.value}"))
    offered = {
        State.OPEN: ("pause", "close_workshop"),
        State.PAUSED: ("reopen", "close_workshop"),
        State.CLOSED: ("reopen", "archive"),
        State.ARCHIVED: ("close_workshop",),
    }
    for key in offered[now]:
        side_button(texts(f"workshop.{key}"), key)
    link_button(texts("workshop.to_delete"), "to_delete")


def _draw_delete(room: Room) -> None:
    """Asks for the name, so that nobody deletes a workshop by mistake."""
    texts = state.texts()
    alert(texts("workshop.delete_about", name=room.held.workshop.name))
    st.text_input(plain(texts("workshop.delete_name")), key="delete_name", autocomplete="off")
    side_button(texts("workshop.delete"), "delete")
