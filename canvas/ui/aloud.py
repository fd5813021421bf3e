"""The speaker that reads a screen aloud, with the voice of the person's own browser (kanvas.js)."""

from __future__ import annotations

from html import escape

from canvas.ui import state

_SPEAKER = (
    '<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor"'
    ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M4 9v6h4l5 4V5L8 9H4z" fill="currentColor"/><path d="M16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11"/></svg>'
)


def speaker_html() -> str:
    """HTML of the speaker: off until tapped, and remembered on the device."""
    texts, content = state.texts(), state.content()
    words = {
        "speech": content.language[texts.language].speech,
        "no-speech": texts("aloud.no_speech"),
        "no-voice": texts("aloud.no_voice"),
    }
    data = " ".join(f'data-{name}="{escape(word)}"' for name, word in words.items())
    label = escape(texts("aloud.read"))
    return f'<button type="button" class="aloud" aria-pressed="false" {data}>{_SPEAKER}<span>{label}</span></button>'
