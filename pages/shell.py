"""Runs on every visit. The pages are registered here."""

from canvas.ui import failure, router
from pages import assess, business_model, home, method, paper, plan, projector, result, workshop

PAGES = (
    home.PAGE,
    assess.PAGE,
    result.PAGE,
    business_model.PAGE,
    plan.PAGE,
    method.PAGE,
    workshop.PAGE,
    projector.PAGE,
    paper.PAGE,
)

with failure.reported():
    router.run(PAGES)
