"""content/ as frozen values: `load` it, or `check` it and read every problem."""

from canvas.content.check import check
from canvas.content.loader import ContentError, load
from canvas.content.problems import Problem

__all__ = ["ContentError", "Problem", "check", "load"]
