"""Forms to print and to read, laid out once for all tests."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from canvas.content.models import Content
from canvas.paper.form import Form
from canvas.report import forms_of


@pytest.fixture(scope="session")
def forms(content: Content) -> Mapping[tuple[str, str | None, str], Form]:
    """Every form: language, sector and paper → where everything is."""
    return {(form.language, form.sector, form.paper): form for form in forms_of(content)}
