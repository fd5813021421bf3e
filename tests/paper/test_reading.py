"""Reading photographs: whatever the angle, the light and the pen; and what is not clear becomes a doubt."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from canvas.errors import PhotoError
from canvas.paper.asked import NOTHING
from canvas.paper.form import TENS, UNITS
from canvas.paper.reading import read_photo
from canvas.report import FormOrder, form_pdf
from canvas.report.parts.form import lay_out
from tests.builders import TODAY
from tests.paper.conftest import SHARP
from tests.paper.photographs import PENS, Filling, Pen, Scene, Tally, any_conditions, any_filling, compared, photograph

CONDITIONS = {
    "flat": SHARP,
    "from an angle": replace(SHARP, tilt=(35.0, 0.0)),
    "from the side": replace(SHARP, tilt=(-12.0, 30.0)),
    "on its side": replace(SHARP, rotation=90.0),
    "upside down": replace(SHARP, rotation=183.0),
    "photocopied twice": replace(SHARP, photocopies=2),
    "shrunk to fit": replace(SHARP, printed_at=0.92),
    "creased and bent": replace(SHARP, creases=2, bend=1.2),
    "in a shadow": replace(SHARP, shadow=0.5, gradient=0.4),
    "in low light": replace(SHARP, light=0.35, noise=7.0),
    "under coffee": replace(SHARP, coffee=True),
    "out of focus, badly compressed": replace(SHARP, blur=1.2, quality=60),
}
NUMBER = frozenset({(TENS, "0"), (UNITS, "7")})


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_page_is_read_whole(read, take, form, name) -> None:
    random = np.random.default_rng(len(name))
    filling = replace(any_filling(form, 2, 42, PENS["ballpoint"], random), struck_out=frozenset())
    photo = read(take(filling, conditions=CONDITIONS[name]))
    tally = compared(photo, Scene(((b"", form, filling),)), [42])
    assert (photo.problems, tally.wrong, tally.unread_pages) == ((), 0, 0)
    # The edge of a stain in an empty box may look like a faint tick: two questions at the most.
    assert tally.asked <= (10 if name == "under coffee" else 0)


@pytest.mark.parametrize("pen", PENS)
def test_any_pen_and_any_way_of_ticking_is_read(read, take, form, pen) -> None:
    filling = replace(any_filling(form, 3, 7, PENS[pen], np.random.default_rng(5)), struck_out=frozenset())
    tally = compared(read(take(filling)), Scene(((b"", form, filling),)), [7])
    assert (tally.wrong, tally.asked, tally.unread_pages) == (0, 0, 0)


def test_a_form_in_another_language_on_other_paper_with_a_printed_number(content, read) -> None:
    form = lay_out(content, "en", None, "f4").form
    pdf = form_pdf(content, FormOrder("en", None, "f4", 1, "K7QF2M"), TODAY)
    filling = replace(any_filling(form, 1, 0, PENS["felt"], np.random.default_rng(3)), struck_out=frozenset())
    page = read(photograph(Scene(((pdf, form, filling),), SHARP), np.random.default_rng(1))).pages[0]
    assert (page.form.language, page.form.paper, page.sheet, page.workshop) == ("en", "f4", 1, "K7QF2M")
    assert {(answer.entry, value) for answer in page.answers for value in answer.values} == filling.ticked


def test_two_sheets_in_one_picture_are_not_mixed(read, take, form) -> None:
    random = np.random.default_rng(8)
    first = replace(any_filling(form, 2, 12, PENS["red"], random), struck_out=frozenset())
    second = replace(any_filling(form, 2, 13, PENS["felt"], random), struck_out=frozenset())
    photo = read(take(first, second, conditions=replace(SHARP, longer_side=2400, tilt=(20.0, 5.0))))
    tally = compared(photo, Scene(((b"", form, first), (b"", form, second))), [12, 13])
    assert (tally.wrong, tally.asked, tally.unread_pages) == (0, 0, 0)


def answer_to(read, take, form, entry: str, **filled) -> tuple[tuple[str, ...], str | None, bool]:
    """Values, doubt, and whether a cut-out shows them, where only this entry is filled in."""
    page = next(found.page for found in form.entries if found.id == entry)
    parts = {name: frozenset((entry, value) for value in values) for name, values in filled.items() if name != "pen"}
    filling = Filling(page, parts.get("ticked", frozenset()) | NUMBER, parts.get("struck_out", frozenset()))
    filling = replace(filling, pen=filled.get("pen", filling.pen))
    answers = {answer.entry: answer for answer in read(take(filling)).pages[0].answers}
    found = answers[entry]
    return found.values, found.doubt, found.cut_out is not None


@pytest.fixture
def ladder(content, form) -> tuple[str, tuple[str, ...]]:
    """A question with one answer, and its options."""
    entry = next(entry.id for entry in form.entries if entry.id in content.question and entry.kind == "one")
    return entry, tuple(option.id for option in content.question[entry].options)


def test_two_ticked_boxes_are_asked(read, take, form, ladder) -> None:
    entry, options = ladder
    assert answer_to(read, take, form, entry, ticked=options[:2]) == ((), "several", True)


def test_no_ticked_box_is_asked(read, take, form, ladder) -> None:
    assert answer_to(read, take, form, ladder[0]) == ((), "nothing", True)


def test_a_blackened_box_is_struck_out(read, take, form, ladder) -> None:
    entry, options = ladder
    assert answer_to(read, take, form, entry, ticked=options[2:3], struck_out=options[:1]) == (
        options[2:3],
        None,
        False,
    )
    assert answer_to(read, take, form, entry, struck_out=options[:1]) == ((), "struck_out", True)


def test_a_faint_tick_is_asked(read, take, form, ladder) -> None:
    entry, options = ladder
    hardly = Pen(0.4, (165, 165, 165), "tick")
    assert answer_to(read, take, form, entry, ticked=options[:1], pen=hardly)[1:] == ("faint", True)


def test_nothing_fits_beside_something_that_does_is_asked(read, take, content, form) -> None:
    entry = next(box.entry for page in form.pages for box in page.boxes if box.value == NOTHING)
    first = content.question[entry].options[0].id
    assert answer_to(read, take, form, entry, ticked=(NOTHING,)) == ((NOTHING,), None, False)
    assert answer_to(read, take, form, entry, ticked=(first, NOTHING)) == ((), "contradiction", True)


def test_what_is_written_on_a_line_is_shown(read, take, form) -> None:
    first, second = (entry.id for entry in form.entries if entry.kind == "line")
    page = read(take(Filling(1, NUMBER, written=frozenset({first})))).pages[0]
    shown = {answer.entry: answer.cut_out for answer in page.answers if answer.entry in (first, second)}
    assert shown[second] is None
    assert Image.open(io.BytesIO(shown[first])).format == "JPEG"


def test_a_page_that_is_cut_off_is_said_to_be(read, take) -> None:
    whole = cv2.imdecode(np.frombuffer(take(Filling(2, NUMBER)), np.uint8), cv2.IMREAD_COLOR)
    half = whole[: whole.shape[0] // 2]
    photo = read(cv2.imencode(".jpg", half)[1].tobytes())
    assert (photo.pages, photo.problems) == ((), (("page_in_part", 2),))


def test_a_single_stray_mark_beside_a_page_is_no_page(read, take) -> None:
    photo = cv2.imdecode(np.frombuffer(take(Filling(2, NUMBER)), np.uint8), cv2.IMREAD_COLOR)
    marks = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    photo[2:62, 2:62] = 255
    photo[8:56, 8:56] = cv2.aruco.generateImageMarker(marks, 0, 48)[:, :, None]
    again = read(cv2.imencode(".jpg", photo)[1].tobytes())
    assert ([page.page for page in again.pages], again.problems) == ([2], ())


def test_a_page_with_one_hidden_corner_is_read(read, take, form) -> None:
    filling = replace(any_filling(form, 2, 7, PENS["felt"], np.random.default_rng(2)), struck_out=frozenset())
    photo = cv2.imdecode(np.frombuffer(take(filling), np.uint8), cv2.IMREAD_COLOR)
    height, width = photo.shape[:2]
    cv2.circle(photo, (int(width * 0.9), int(height * 0.93)), height // 12, (120, 150, 190), -1)
    tally = compared(read(cv2.imencode(".jpg", photo)[1].tobytes()), Scene(((b"", form, filling),)), [7])
    assert (tally.wrong, tally.asked, tally.unread_pages) == (0, 0, 0)


def test_a_page_whose_code_is_hidden_is_not_read(read, take) -> None:
    photo = cv2.imdecode(np.frombuffer(take(Filling(2, NUMBER)), np.uint8), cv2.IMREAD_COLOR)
    height, width = photo.shape[:2]
    cv2.circle(photo, (int(width * 0.79), int(height * 0.1)), height // 16, (120, 150, 190), -1)
    read_again = read(cv2.imencode(".jpg", photo)[1].tobytes())
    assert (read_again.pages, read_again.problems) == ((), (("code_unreadable", 2),))


def test_a_form_of_other_content_is_said_to_be(take) -> None:
    photo = read_photo(take(Filling(3, NUMBER)), lambda *_: None)
    assert (photo.pages, photo.problems) == ((), (("other_form", 3),))


def test_a_picture_without_a_page_is_said_to_have_none(read) -> None:
    random = np.random.default_rng(4)
    fur = cv2.GaussianBlur(random.integers(0, 255, (1200, 900, 3), np.uint8), (0, 0), 5)
    assert read(cv2.imencode(".jpg", fur)[1].tobytes()).problems == (("no_page", None),)


def head_of_png(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture."""
    file = io.BytesIO()
    Image.new("1", (8, 8)).save(file, "PNG")
    data = file.getvalue()
    head = data[12:16] + width.to_bytes(4) + height.to_bytes(4) + data[24:29]
    return data[:12] + head + zlib.crc32(head).to_bytes(4) + data[33:]


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("photo.jpg", bytes(10_000_000))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo_unknown"),
        (b"%PDF-1.7\n", "photo_is_pdf"),
        (zip_bomb(), "photo_unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_unknown"),
        (head_of_png(60_000, 1_000), "photo_too_many_pixels"),
        (head_of_png(1_000_000, 1_000_000), "photo_too_many_pixels"),
        (head_of_png(300, 300), "photo_too_small"),
        (head_of_png(1_000, 1_000), "photo_damaged"),
        (bytes(40_000_001), "photo_too_large"),
    ],
    ids=["empty", "PDF", "zip bomb", "SVG", "60 megapixels", "huge", "tiny", "damaged", "large file"],
)
def test_a_hostile_file_gets_one_sentence(read, data, code) -> None:
    with pytest.raises(PhotoError) as refused:
        read(data)
    assert refused.value.code == code
    assert all(len(refused.value.in_language(language).splitlines()) == 1 for language in ("id", "en"))


@pytest.mark.parametrize("share", [0.2, 0.9, 0.999])
def test_a_photo_that_was_cut_off_on_its_way_is_never_half_read(read, take, share) -> None:
    photo = take(Filling(2, NUMBER))
    with pytest.raises(PhotoError) as refused:
        read(photo[: int(len(photo) * share)])
    assert refused.value.code == "photo_damaged"


def test_photographs_as_they_come_are_never_read_wrong(read, printed, form) -> None:
    total = Tally()
    for seed in range(5):
        random = np.random.default_rng(1000 + seed)
        pen = PENS[list(PENS)[seed]]
        filling = any_filling(form, 1 + seed % 4, 20 + seed, pen, random)
        scene = Scene(((printed, form, filling),), replace(any_conditions(random), longer_side=1800))
        total += compared(read(photograph(scene, random)), scene, [20 + seed])
    assert (total.wrong, total.unread_pages) == (0, 0)
    assert total.asked <= 0.05 * (total.asked + total.right)
