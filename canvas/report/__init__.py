"""What is taken home: action plan, canvas, a page for a lender, and the form to fill in on paper."""

from canvas.report.canvas_files import canvas_pdf, canvas_png, canvas_svg
from canvas.report.form import FormOrder, form_finder, form_pdf
from canvas.report.lender_file import lender_pdf
from canvas.report.parts.way_back import WayBack
from canvas.report.plan import Extras, action_plan

__all__ = [
    "Extras",
    "FormOrder",
    "WayBack",
    "action_plan",
    "canvas_pdf",
    "canvas_png",
    "canvas_svg",
    "form_finder",
    "form_pdf",
    "lender_pdf",
]
