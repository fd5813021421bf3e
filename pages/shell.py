"""Runs on every visit. The pages are registered here."""

from canvas.paper.screen import Paper
from canvas.ui import failure, router
from canvas.ui.router import loaded_later
from canvas.wall import Overview, Projector, Trainer
from pages import assess, business_model, home, method, plan, result

PAGES = (
    home.PAGE,
    assess.PAGE,
    result.PAGE,
    business_model.PAGE,
    plan.PAGE,
    method.PAGE,
    loaded_later(Trainer, "pages.workshop"),
    loaded_later(Projector, "pages.projector"),
    loaded_later(Paper, "pages.paper"),
    loaded_later(Overview, "pages.organisation"),
)

with failure.reported():
    router.run(PAGES)
