"""Forms to print, to photograph and to read, laid out once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from canvas.content.models import Content
from canvas.paper.form import Form
from canvas.paper.reading import PhotoRead, find_form, read_photo
from canvas.report import FormOrder, form_pdf, forms_of
from tests.builders import TODAY
from tests.paper.photographs import Conditions, Filling, Scene, photograph


@pytest.fixture(scope="session")
def forms(content: Content) -> Mapping[tuple[str, str | None, str], Form]:
    """Every form: language, sector and paper → where everything is."""
    return {(form.language, form.sector, form.paper): form for form in forms_of(content)}


@pytest.fixture(scope="session")
def form(forms) -> Form:
    return forms["id", "food", "a4"]


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


@pytest.fixture
def read(forms) -> Callable[[bytes], PhotoRead]:
    form_of = find_form(forms.values())
    return lambda photo: read_photo(photo, form_of)


SHARP = Conditions(longer_side=1600, blur=0.5)
