"""What the writers rely on."""

import fpdf
import fpdf.output
import pytest
from fpdf import FPDF

from canvas.report.writers.pdf import PRIVATE_NAMES


@pytest.mark.parametrize("name", PRIVATE_NAMES)
def test_fpdf2_still_has_what_the_pdf_writer_relies_on(name) -> None:
    owner, attribute = name.split(".")
    assert hasattr({"FPDF": FPDF, "OutputProducer": fpdf.output.OutputProducer}[owner], attribute)


def test_a_document_of_fpdf2_still_keeps_a_catalogue_of_resources() -> None:
    assert hasattr(FPDF()._resource_catalog, "add")
