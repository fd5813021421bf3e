"""How the score works, where it comes from, and what happens to the answers."""

from canvas.ui import screens, state
from canvas.ui.widgets import arrive, bullets, details, foot, heading, main_button, paragraph

texts, content = state.texts(), state.content()
language = texts.language

arrive("method")
heading(texts("method.headline"))
for key in ("ladder", "unknown", "means"):
    paragraph(texts(f"method.{key}"))
pillars = texts.listed([pillar.name[language] for pillar in content.settings.pillars])
paragraph(texts("method.overall", pillars=pillars))

heading(texts("method.stages"), 2)
for stage in content.settings.stages:
    start = texts.number(stage.starts_at)
    paragraph(texts("method.stage", stage=stage.name[language], start=start, meaning=stage.meaning[language]))
for key in ("method.held_back", "method.stage_names", "app.self_declared"):
    paragraph(texts(key))

heading(texts("method.advice"), 2)
for key in ("advice_about", "no_loan", "short_form"):
    paragraph(texts(f"method.{key}"))

heading(texts("method.privacy"), 2)
paragraph(texts("method.privacy_about"))

sources = [
    texts("method.source", reference=source.reference, used_for=source.used_for[language]) for source in content.sources
]
details(texts("method.sources"), bullets(sources))

with foot():
    if main_button(texts("method.to_home"), "back"):
        screens.go("home")
