"""One screen of the questions: a question, or a few short choices about the business."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from canvas.assessment import NOT_APPLICABLE, UNKNOWN, Answer, Assessment
from canvas.content.models import ProfileField, Question
from canvas.i18n import Texts
from canvas.questionnaire import LONGEST_CHIP, MOST_CHIPS, Asked, accepts
from canvas.session import Route, Session, Visit
from canvas.stops import AboutBusiness
from canvas.ui import state
from canvas.ui.fields import field
from canvas.ui.progress import where_html
from canvas.ui.sent import Sent
from canvas.ui.widgets import arrive, heading, picture_address, plain, soft
from canvas.wording import answer_in_words, option_in_words

LONGEST_TEXT = 60
"""Letters of a text about the business, where the content names no other limit."""
NONE_FITS = "nothing_fits"
"""The option of a question with several answers that says that none fits, where the content has no other."""
OWN_WORDS = "own_"


def answered(visit: Visit, asked: Asked, sent: Sent) -> Assessment:
    """The assessment with what the browser holds as the answer to a field or question."""
    if isinstance(asked, ProfileField):
        return _with_field(visit.assessment, asked, sent)
    before = visit.assessment.answers.get(asked.id)
    chosen = _several(asked, visit.assessment, sent) if asked.takes_several else _one(asked, visit.assessment, sent)
    if chosen is None or chosen == before:
        return visit.assessment
    return visit.assessment.with_answer(asked.id, chosen) if accepts(asked, chosen) else visit.assessment


def _with_field(assessment: Assessment, field: ProfileField, sent: Sent) -> Assessment:
    key, kept = f"q_{field.id}", assessment.profile.get(field.id, "")
    if field.kind == "text":
        typed = sent.text(key, longest_text(field, kept))
        given = kept if typed is None else typed.strip()
    else:
        # A field alone on its screen is drawn with hints, one among others without.
        labels = (partial(_labels, field, assessment, hints=hints) for hints in (True, False))
        given = sent.option(key, (words for shown in labels for words in state.wordings(shown))) or kept
    return assessment if given == kept else assessment.with_profile(field.id, given)


def longest_text(field: ProfileField, kept: str) -> int:
    """Letters that a text may have: as many as the content allows, and never fewer than it has already."""
    return max(field.longest or LONGEST_TEXT, len(kept))


def _one(question: Question, assessment: Assessment, sent: Sent) -> Answer | None:
    return sent.option(f"q_{question.id}", state.wordings(partial(_labels, question, assessment)))


def _several(question: Question, assessment: Assessment, sent: Sent) -> Answer | None:
    """The options that are chosen and the owner's own words. Nothing chosen is no answer; "none of these" is one."""
    chosen = sent.options(f"q_{question.id}", state.wordings(partial(_labels, question, assessment)))
    if chosen is None:
        return None
    before = assessment.answers.get(question.id)
    if NONE_FITS in chosen and (before != () or chosen == (NONE_FITS,)):
        return ()
    own = sent.text(f"{OWN_WORDS}{question.id}", LONGEST_CHIP * MOST_CHIPS)
    kept = _own_words(question, before) if own is None else [words.strip() for words in own.split(",")]
    found = (*(option for option in chosen if option != NONE_FITS), *(words[:LONGEST_CHIP] for words in kept if words))
    if not found:
        return () if before else None
    return tuple(dict.fromkeys(found))[:MOST_CHIPS]


def _own_words(question: Question, answer: Answer | None) -> list[str]:
    """What somebody wrote besides the options."""
    chosen = answer if isinstance(answer, tuple) else ()
    return [words for words in chosen if question.option(words) is None]


def is_answered(assessment: Assessment, asked: Asked) -> bool:
    """Whether something was said; a text about the business may stay empty."""
    if isinstance(asked, ProfileField):
        return asked.kind == "text" or bool(assessment.profile.get(asked.id))
    return asked.id in assessment.answers


def is_too_long(assessment: Assessment, asked: Asked, sent: Sent) -> bool:
    """Whether more was typed than can be kept."""
    if isinstance(asked, ProfileField):
        kept = assessment.profile.get(asked.id, "")
        return asked.kind == "text" and sent.is_too_long(f"q_{asked.id}", longest_text(asked, kept))
    return asked.kind == "chips" and sent.is_too_long(f"{OWN_WORDS}{asked.id}", LONGEST_CHIP, ",")


def ask_about(session: Session, stop: AboutBusiness, route: Route) -> None:
    """Draws one or several fields about the business."""
    texts, visit = state.texts(), _visit(session)
    st.html(where_html(visit, stop, route, texts))
    for each in stop.fields:
        _ask_field(visit, each, texts, alone=len(stop.fields) == 1, first=each is stop.fields[0])
    arrive(stop.id)


def _ask_field(visit: Visit, field: ProfileField, texts: Texts, *, alone: bool, first: bool) -> None:
    heading(field.ask[texts.language], 1 if first else 2)
    if field.help and (alone or field.kind == "text"):
        soft(field.help[texts.language])
    with st.container(key=f"{'cards' if alone else 'short'}_{field.id}"):
        draw_field(visit, field, texts, hints=alone)


def ask(session: Session, question: Question, route: Route) -> None:
    """Draws a question, above the buttons of its foot."""
    texts, visit = state.texts(), _visit(session)
    st.html(where_html(visit, question, route, texts))
    st.html(_question_html(question, visit.assessment, texts))  # separate: an answer does not draw it anew
    earlier = answer_in_words(question, visit.earlier.assessment, texts) if visit.earlier else None
    if earlier:
        soft(texts("again.before", answer=earlier))
    _options(visit, question, texts)
    arrive(question.id)


def _visit(session: Session) -> Visit:
    assert session.visit is not None
    return session.visit


def _question_html(question: Question, assessment: Assessment, texts: Texts) -> str:
    """HTML of what is asked, and behind "?" a help, an example of the same trade and the reason."""
    language = texts.language
    parts = [question.help[language]]
    if example := question.example.get(assessment.sector or ""):
        parts.append(texts("assess.example", example=example[language]))
    parts.append(texts("assess.because", why=question.why[language]))
    more = "".join(f"<p>{escape(part)}</p>" for part in parts)
    return (
        f'<div class="ask"><h1 class="heading">{escape(question.ask[language])}</h1>'
        f'<details class="why"><summary aria-label="{escape(texts("assess.why"))}">?</summary>{more}</details></div>'
    )


def _options(visit: Visit, question: Question, texts: Texts) -> None:
    """The answers, with their pictures where there are any; what is no rung is in one row."""
    offered = question.options_for(visit.assessment.sector)
    pictures = [picture_address(option.picture.file) if option.picture else "" for option in offered]
    if any(pictures):
        rules = (
            f'.st-key-q_{question.id} [role="radiogroup"]>:nth-child({place}){{--picture:url({address})}}'
            for place, address in enumerate(pictures, 1)
            if address
        )
        st.html(f"<style>{''.join(rules)}</style>")
    kind = "pictured" if any(pictures) else "rungs" if question.is_ladder else question.kind
    with st.container(key=f"{kind}_{len(offered)}"):
        draw_field(visit, question, texts)
        if question.kind == "chips":
            _write_own(visit, question, texts)


def _write_own(visit: Visit, question: Question, texts: Texts) -> None:
    key = f"{OWN_WORDS}{question.id}"
    kept = ", ".join(_own_words(question, _answer(visit, question)))
    field(texts("assess.own_words"), key, kept, longest=LONGEST_CHIP, separator=",")


def _labels(asked: Asked, assessment: Assessment, texts: Texts, *, hints: bool = True) -> dict[str, str]:
    """What the browser shows, and sends, for each option."""
    if isinstance(asked, ProfileField):
        return {
            option.id: plain(option.label[texts.language])
            + (f" :small[{plain(option.hint[texts.language])}]" if option.hint and hints else "")
            for option in asked.options
        }
    options = [option.id for option in asked.options_for(assessment.sector)]
    if not asked.takes_several:
        options += [UNKNOWN] if asked.unknown else []
        options += [NOT_APPLICABLE] if asked.not_applicable else []
    labels = {option: plain(option_in_words(asked, option, texts)) for option in options}
    if asked.kind == "choices" and asked.option("none") is None:
        labels[NONE_FITS] = plain(texts("assess.nothing_fits"))
    return labels


def draw_field(visit: Visit, asked: Asked, texts: Texts, *, hints: bool = True) -> None:
    """The widget of a field or question. Until it is answered it shows the answer of the assessment before this one."""
    key, label = f"q_{asked.id}", plain(asked.ask[texts.language])
    if isinstance(asked, ProfileField) and asked.kind == "text":
        kept = visit.assessment.profile.get(asked.id, "")
        field(asked.ask[texts.language], key, kept, longest=longest_text(asked, kept), label_visibility="collapsed")
        return
    labels = _labels(asked, visit.assessment, texts, hints=hints)
    if isinstance(asked, ProfileField) or not asked.takes_several:
        state.seed(key, _kept(visit, asked) or None)
        st.radio(label, list(labels), format_func=labels.__getitem__, index=None, key=key, label_visibility="collapsed")
        return
    answer = _answer(visit, asked)
    chosen = [NONE_FITS] if answer == () and NONE_FITS in labels else [name for name in answer or () if name in labels]
    state.seed(key, chosen)
    st.pills(
        label,
        list(labels),
        format_func=labels.__getitem__,
        selection_mode="multi",
        key=key,
        label_visibility="collapsed",
    )


def _kept(visit: Visit, asked: Asked) -> Answer | None:
    """What is chosen already."""
    return visit.assessment.profile.get(asked.id) if isinstance(asked, ProfileField) else _answer(visit, asked)


def _answer(visit: Visit, question: Question) -> Answer | None:
    """The answer, or that of the assessment before this one if the question still offers it."""
    earlier = visit.earlier.assessment.answers.get(question.id) if visit.earlier else None
    offered = earlier if earlier is not None and accepts(question, earlier) else None
    return visit.assessment.answers.get(question.id, offered)
