"""A lost connection is reported calmly and comes back automatically; Streamlit's own words for it never appear."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.devices import PATIENCE, Devices
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.browser.walk import bu_sri, come_back
from tests.builders import FOOD_OWNER, assessment

LOST = {"id": "Sambungan terputus.", "en": "The connection is lost."}


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that may be stopped: nobody else is connected to it."""
    with Server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def guest(devices: Devices, own_server: Server) -> Iterator[Visitor]:
    with devices.lent() as device:
        visitor = Visitor(device, own_server)
        yield visitor
        visitor.leave()


def wording(visitor: Visitor, text: str) -> None:
    expect(visitor.page.locator("#notice")).to_contain_text(text, timeout=PATIENCE)


def connected_again(visitor: Visitor) -> None:
    expect(visitor.page.locator("#notice")).to_be_empty(timeout=PATIENCE)


def test_a_lost_connection_is_told_in_the_language_spoken(guest: Visitor, own_server: Server) -> None:
    guest.open()
    for language in ("id", "en"):
        guest.speak(language)
        own_server.kill()
        wording(guest, LOST[language])
        if language == "id":
            guest.page.wait_for_timeout(6000)  # Streamlit waits some seconds before it shows a dialog of its own
            assert guest.page.get_by_test_id("stDialog").count() == 0
        own_server.start()
        connected_again(guest)


def test_after_a_restart_the_person_goes_on_where_they_were(guest: Visitor, own_server: Server) -> None:
    keys = own_server.keep(assessment(cash_records="daily"), position="separate_money")
    guest.open(f"/?r={keys.token}").tap("go_on").answer_here(2)
    own_server.kill()
    wording(guest, LOST["id"])
    answer = guest.widget("q_separate_money").get_by_test_id("stRadioOption").first
    expect(answer).to_have_css("border-top-style", "dashed")  # nothing can be chosen, and it looks like it
    expect(answer.locator("input")).to_be_disabled()
    own_server.start()
    connected_again(guest)
    expect(answer).to_have_css("border-top-style", "solid", timeout=PATIENCE)
    assert guest.place() == "separate_money"
    guest.answer_here(1)
    guest.waits_for("tersimpan ✓")
    guest.tap("next").tap("back")
    assert guest.chosen("q_separate_money") == 1


def test_what_is_typed_on_the_canvas_outlasts_a_restart(guest: Visitor, own_server: Server) -> None:
    come_back(guest, bu_sri(), "id", address="/canvas")
    guest.tap("edit_channels").write("new_channels", "Pasar Minggu")
    own_server.kill()
    wording(guest, LOST["id"])
    own_server.start()
    connected_again(guest)
    assert guest.field("new_channels").last.input_value() == "Pasar Minggu"
    guest.tap("save_channels")
    assert "Pasar Minggu" in guest.widget("block_channels").inner_text()


def test_a_short_interruption_is_not_worth_a_word(guest: Visitor) -> None:
    guest.open()
    guest.page.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => told.push(document.querySelector("#notice").textContent))
            .observe(document.querySelector("#notice"), { childList: true });
        for (const socket of window.sockets) socket.close();
    }""")
    guest.page.wait_for_function("() => window.sockets.length > 1 && window.sockets.at(-1).readyState === 1")
    guest.page.wait_for_timeout(2000)
    assert guest.page.evaluate("window.told") == []


def test_a_phone_that_never_gets_through_is_told_so(newcomer: Visitor) -> None:
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


def test_a_part_that_does_not_come_through_is_told_in_our_words(guest: Visitor) -> None:
    guest.open()
    guest.context.route("**/FileUploader.*.js", lambda route: route.abort())
    guest.tap("from_file")
    guest.waits_for("Bagian ini belum termuat.")
    assert "dynamically" not in guest.sees()


def choosing_a_file(guest: Visitor) -> FilePayload:
    guest.open().tap("from_file")
    guest.page.wait_for_selector('input[type="file"]', state="attached")
    return FilePayload(name="jawaban.json", mimeType="application/json", buffer=b"{}")


def test_a_file_chosen_while_the_line_is_down_is_chosen_again(guest: Visitor, own_server: Server) -> None:
    file = choosing_a_file(guest)
    own_server.kill()
    wording(guest, LOST["id"])
    guest.page.set_input_files('input[type="file"]', file)
    own_server.start()
    wording(guest, "Berkas belum sampai.")


def test_a_file_that_a_silent_line_holds_up_is_said_to_be_late_until_it_arrives(guest: Visitor) -> None:
    file = choosing_a_file(guest)
    guest.context.set_offline(True)
    guest.page.set_input_files('input[type="file"]', file)
    wording(guest, "Berkas belum sampai.")
    guest.context.set_offline(False)
    connected_again(guest)
    guest.waits_for("Berkas tidak menyebut 'format'.")


@pytest.mark.parametrize("status", [None, 413, 429])
def test_a_file_that_is_not_taken_does_not_count_as_a_wrong_one(guest: Visitor, status: int | None) -> None:
    file = choosing_a_file(guest)
    guest.context.route(
        "**/_stcore/upload_file/**",
        lambda route: route.fulfill(status=status) if status else route.abort(),
    )
    guest.page.set_input_files('input[type="file"]', file)
    guest.waits_for("Berkas belum sampai.")
    assert "bukan berkas jawaban" not in guest.sees()


@pytest.mark.parametrize("address", ["/xyz", "/xyz/abc/", "/result/more"])
def test_an_unknown_address_leads_home_with_a_sentence(guest: Visitor, address: str) -> None:
    guest.open(address)
    assert guest.offers("start")
    assert "Alamat itu tidak ada di sini." in guest.sees()
    assert guest.page.get_by_test_id("stDialog").count() == 0
    guest.tap("have_code")
    assert "Alamat itu tidak ada di sini." not in guest.sees()


def test_an_unknown_address_still_knows_its_person(guest: Visitor) -> None:
    guest.open().start().describe(FOOD_OWNER)
    guest.open(f"/xyz?{guest.page.url.partition('?')[2]}")
    assert "Selamat datang kembali, Keripik Bu Sri" in guest.sees()


def test_a_file_that_does_not_arrive_is_not_called_downloaded(visitor: Visitor) -> None:
    come_back(visitor, bu_sri(), "id", address="/plan")
    line = visitor.page.locator(".tally")
    counted = line.inner_text()
    visitor.page.route("**/media/**", lambda route: route.abort())
    visitor.button("download_pdf").click()
    expect(line).to_have_text("Berkas belum sampai. Periksa sambungan, lalu ketuk lagi.", timeout=PATIENCE)
    visitor.page.unroute("**/media/**")
    visitor.download("download_pdf")
    expect(line).to_have_text("Sedang diunduh. Lihat di folder Unduhan (Download).", timeout=PATIENCE)
    visitor.tick(visitor.keys("choose_")[-1])
    expect(line).not_to_contain_text("Sedang diunduh")
    assert line.inner_text() != counted
    visitor.complaints.clear()  # that the file did not get through is what happens here
