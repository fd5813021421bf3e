"""Forms to print, to photograph and to read, laid out once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from canvas.content.models import Content
from canvas.paper.form import PAPERS, Form, FormOf, kinds_of
from canvas.paper.pages import PhotoRead
from canvas.paper.reading import read_photo
from canvas.report import FormOrder, form_finder, form_pdf
from canvas.report.parts.form import lay_out
from tests.builders import TODAY
from tests.paper.photographs import Conditions, Filling, Scene, photograph


@pytest.fixture(scope="session")
def forms(content: Content) -> Mapping[tuple[str, str | None, str], Form]:
    """Every form: language, sector and paper → where everything is."""
    return {
        (*kind, paper): lay_out(content, *kind, paper).form for kind in kinds_of(content).values() for paper in PAPERS
    }


@pytest.fixture(scope="session")
def form(content: Content) -> Form:
    return lay_out(content, "id", "food", "a4").form


@pytest.fixture(scope="session")
def printed(content: Content) -> bytes:
    """That form, to be photocopied: its number is ticked."""
    return form_pdf(content, FormOrder("id", "food", "a4"), TODAY)


Take = Callable[..., bytes]


@pytest.fixture
def take(printed: bytes, form: Form) -> Take:
    """Photographs pages of that form."""

    def take(*fillings: Filling, seed: int = 1, conditions: Conditions = SHARP) -> bytes:
        scene = Scene(tuple((printed, form, filling) for filling in fillings), conditions)
        return photograph(scene, np.random.default_rng(seed))

    return take


@pytest.fixture(scope="session")
def form_of(content: Content) -> FormOf:
    return form_finder(content)


@pytest.fixture
def read(form_of) -> Callable[[bytes], PhotoRead]:
    return lambda photo: read_photo(photo, form_of)


SHARP = Conditions(longer_side=1200, blur=0.5)
