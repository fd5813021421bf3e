"""The speaker that reads a screen aloud, with the voice of the person's own browser (kanvas.js)."""

from __future__ import annotations

from html import escape

from canvas.ui import state


def speaker_html() -> str:
    """HTML of the speaker: off until tapped, and remembered on the device. Its picture is in styles.css."""
    texts, content = state.texts(), state.content()
    words = {
        "speech": content.language[texts.language].speech,
        "no-speech": texts("aloud.no_speech"),
        "no-voice": texts("aloud.no_voice"),
    }
    data = " ".join(f'data-{name}="{escape(word)}"' for name, word in words.items())
    label = escape(texts("aloud.read"))
    return f'<button type="button" class="aloud" aria-pressed="false" {data}><span>{label}</span></button>'
