"""A lost connection is reported calmly and comes back automatically; Streamlit's own words for it never appear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import FilePayload, Route, expect

from tests.browser.devices import Devices
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.browser.walk import bu_sri, come_back

UPLOADS = "**/_stcore/upload_file/**"
LOST = {"id": "Sambungan terputus.", "en": "The connection is lost."}


@pytest.fixture
def guest(devices: Devices, server: Server) -> Iterator[Visitor]:
    """Whose browser may report whatever it wants about the line."""
    with devices.lent() as device:
        visitor = Visitor(device, server)
        yield visitor
        visitor.leave()


def wording(visitor: Visitor, text: str) -> None:
    expect(visitor.page.locator("#notice")).to_contain_text(text)


def connected_again(visitor: Visitor) -> None:
    expect(visitor.page.locator("#notice")).to_be_empty()


@contextmanager
def cut_off(guest: Visitor) -> Iterator[None]:
    """The line is down: the connection ends, and no new one is made."""
    guest.context.route("**/_stcore/**", lambda route: route.abort())
    guest.page.evaluate("for (const socket of sockets) socket.close()")
    yield
    guest.context.unroute("**/_stcore/**")


@contextmanager
def killed(server: Server) -> Iterator[None]:
    """Without a server, which is there for the next test whatever happens meanwhile."""
    server.kill()
    try:
        yield
    finally:
        server.start()


def test_a_lost_connection_is_reported_in_the_language_spoken(guest: Visitor) -> None:
    guest.open()
    for language in ("id", "en"):
        guest.speak(language)
        with cut_off(guest):
            wording(guest, LOST[language])
            if language == "id":
                guest.page.wait_for_timeout(6000)  # Streamlit waits some seconds before it shows a dialog of its own
                assert guest.page.get_by_test_id("stDialog").count() == 0
        connected_again(guest)


def test_after_a_restart_everybody_goes_on_where_they_were(guest: Visitor) -> None:
    come_back(guest, bu_sri(), "id", address="/canvas")
    guest.tap("edit_channels").write("new_channels", "Pasar Minggu")
    canvas = guest.page
    guest.new_tab("/result").tap("back").tap("change_separate_money").answer_here(2)
    with killed(guest.server):
        wording(guest, LOST["id"])
        answer = guest.widget("q_separate_money").get_by_test_id("stRadioOption").first
        expect(answer).to_have_css("border-top-style", "dashed")  # nothing can be chosen, and it looks like it
        expect(answer.locator("input")).to_be_disabled()
    connected_again(guest)
    expect(answer).to_have_css("border-top-style", "solid")
    assert guest.place() == "separate_money"
    guest.answer_here(1)
    guest.waits_for("tersimpan ✓")

    guest.page = canvas
    connected_again(guest)
    assert guest.field("new_channels").last.input_value() == "Pasar Minggu"
    guest.tap("save_channels")
    assert "Pasar Minggu" in guest.widget("block_channels").inner_text()


def test_a_phone_that_never_gets_through_says_so(newcomer: Visitor) -> None:
    newcomer.context.route("**/_stcore/**", lambda route: route.abort())
    cut = True
    newcomer.context.route_web_socket(
        "**/_stcore/stream", lambda socket: socket.close() if cut else socket.connect_to_server()
    )
    newcomer.page.goto(newcomer.server.address)
    wording(newcomer, LOST["id"])
    expect(newcomer.page.get_by_text("Skip to main content")).to_be_hidden()
    expect(newcomer.page.get_by_text("Connection error")).to_be_hidden()
    newcomer.context.unroute("**/_stcore/**")
    cut = False
    connected_again(newcomer)
    newcomer.page.wait_for_selector(".st-key-start")
    newcomer.complaints.clear()  # that nothing gets through is what happens here


def test_an_app_that_did_not_come_through_comes_once_it_can(guest: Visitor) -> None:
    guest.context.route("**/static/js/*.js", lambda route: route.abort())
    guest.page.goto(guest.server.address)
    wording(guest, LOST["id"])
    guest.context.unroute("**/static/js/*.js")
    guest.page.wait_for_selector(".st-key-start")


def test_a_part_that_does_not_come_through_is_reported_in_our_words(guest: Visitor) -> None:
    guest.open()
    guest.context.route("**/FileUploader.*.js", lambda route: route.abort())
    guest.tap("from_file")
    guest.waits_for("Bagian ini belum termuat.")
    assert "dynamically" not in guest.sees()


def refusing(status: int | None) -> Callable[[Route], None]:
    """Responds with a status, or does not let anything through."""
    return lambda route: route.fulfill(status=status) if status else route.abort()


def choosing_a_file(guest: Visitor) -> FilePayload:
    guest.tap("from_file")
    guest.page.wait_for_selector('input[type="file"]', state="attached")
    return FilePayload(name="jawaban.json", mimeType="application/json", buffer=b"{}")


def test_a_file_chosen_while_the_line_is_down_is_chosen_again(guest: Visitor) -> None:
    file = choosing_a_file(guest.open())
    with cut_off(guest):
        wording(guest, LOST["id"])
        guest.page.set_input_files('input[type="file"]', file)
    wording(guest, "Berkas belum sampai.")


def test_a_file_that_is_late_or_not_taken_does_not_count_as_a_wrong_one(guest: Visitor) -> None:
    file = choosing_a_file(guest.open())
    for status in (None, 413, 429):
        guest.context.route(UPLOADS, refusing(status))
        guest.page.set_input_files('input[type="file"]', file)
        guest.waits_for("Berkas belum sampai.")
        assert "bukan berkas jawaban" not in guest.sees()
        guest.context.unroute(UPLOADS)
        guest.page.get_by_test_id("stFileChipDeleteBtn").click()
        expect(guest.page.locator("body")).not_to_contain_text("Berkas belum sampai.")

    # A silent line holds it up: it is said to be late until it arrives.
    held: list[Route] = []
    guest.context.route(UPLOADS, lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it calls)
    guest.page.set_input_files('input[type="file"]', file)
    wording(guest, "Berkas belum sampai.")
    for route in held:
        route.continue_()
    connected_again(guest)
    guest.waits_for("Berkas tidak menyebut 'format'.")


def test_an_unknown_address_leads_home_with_a_sentence(guest: Visitor) -> None:
    guest.open("/xyz/abc/")
    assert guest.offers("start")
    assert "Alamat itu tidak ada di sini." in guest.sees()
    assert guest.page.get_by_test_id("stDialog").count() == 0
    guest.tap("have_code")
    assert "Alamat itu tidak ada di sini." not in guest.sees()


def test_an_unknown_address_still_knows_its_person(guest: Visitor) -> None:
    come_back(guest, bu_sri(), "id", address="/xyz")
    assert "Selamat datang kembali, Keripik Bu Sri" in guest.sees()


def test_a_file_that_does_not_arrive_is_not_called_downloaded(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/plan")
    line = visitor.page.locator(".tally")
    counted = line.inner_text()
    visitor.page.route("**/media/**", lambda route: route.abort())
    visitor.button("download_pdf").click()
    expect(line).to_have_text("Berkas belum sampai. Periksa sambungan, lalu ketuk lagi.")
    visitor.page.unroute("**/media/**")
    visitor.download("download_pdf")
    expect(line).to_have_text("Sedang diunduh. Lihat di folder Unduhan (Download).")
    visitor.tick(visitor.keys("choose_")[-1])
    expect(line).not_to_contain_text("Sedang diunduh")
    assert line.inner_text() != counted
    visitor.complaints.clear()  # that the file did not get through is what happens here
