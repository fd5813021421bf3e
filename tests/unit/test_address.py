"""Where phones find the app: addresses of this machine, and the one that was set."""

from __future__ import annotations

import pytest

from canvas import address
from canvas.address import Network, public_address, public_addresses, reachable
from canvas.errors import KanvasError
from canvas.settings import Settings, settings_from

LOOPBACK = Network("lo", "127.0.0.1")

LAPTOPS = {
    "on a Wi-Fi": ([LOOPBACK, Network("wlp2s0", "192.168.1.5")], ["192.168.1.5"]),
    "a hotspot of its own and nothing else": ([LOOPBACK, Network("wlan0", "10.42.0.1")], ["10.42.0.1"]),
    "a hotspot beside a cable to the internet": (
        [LOOPBACK, Network("eth0", "192.168.1.5"), Network("wlp2s0", "10.42.0.1")],
        ["10.42.0.1", "192.168.1.5"],
    ),
    "a hotspot of Windows beside its Wi-Fi": (
        [Network("Wi-Fi", "192.168.1.5"), Network("Local Area Connection* 10", "192.168.137.1")],
        ["192.168.137.1", "192.168.1.5"],
    ),
    "a hotspot of macOS": (
        [Network("en0", "192.168.1.5"), Network("bridge100", "192.168.2.1")],
        ["192.168.2.1", "192.168.1.5"],
    ),
    "a cable and a Wi-Fi": (
        [Network("enp3s0", "192.168.1.5"), Network("wlp2s0", "192.168.8.20")],
        ["192.168.8.20", "192.168.1.5"],
    ),
    "two cables: the default network first": (
        [Network("enp4s0", "10.0.0.2"), Network("enp3s0", "192.168.1.5")],
        ["192.168.1.5", "10.0.0.2"],
    ),
    "containers, virtual machines and tunnels": (
        [
            Network("docker0", "172.17.0.1"),
            Network("br-3f2a", "172.18.0.1"),
            Network("virbr0", "192.168.122.1"),
            Network("VirtualBox Host-Only Network", "192.168.56.1"),
            Network("vEthernet (WSL)", "172.28.0.1"),
            Network("tailscale0", "100.64.0.7"),
            Network("Wi-Fi", "192.168.1.5"),
        ],
        ["192.168.1.5"],
    ),
    "a card without an address from the router": ([LOOPBACK, Network("wlp2s0", "169.254.7.7")], []),
    "a card that is switched off": ([LOOPBACK, Network("eth0", "192.168.1.5", is_up=False)], []),
    "no network at all": ([LOOPBACK], []),
}


@pytest.mark.parametrize("laptop", LAPTOPS)
def test_addresses_that_a_phone_could_use_the_best_one_first(laptop: str) -> None:
    networks, expected = LAPTOPS[laptop]
    assert reachable(networks, default="192.168.1.5") == expected


def test_the_address_is_the_one_that_was_set() -> None:
    settings = settings_from({"KANVAS_PUBLIC_URL": "https://kanvas.example"})
    assert public_addresses(settings, 8501) == ["https://kanvas.example"]


def test_the_address_is_otherwise_this_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "networks", lambda: [LOOPBACK, Network("wlan0", "10.42.0.1")])
    assert public_address(Settings(), 8600) == "http://10.42.0.1:8600"


def test_without_a_network_the_address_is_the_machine_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "networks", lambda: [LOOPBACK])
    assert public_addresses(Settings(), 8501) == []
    assert public_address(Settings(), 8501) == "http://127.0.0.1:8501"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://kanvas.example", "https://kanvas.example"),
        ("https://kanvas.example/", "https://kanvas.example"),
        (" HTTPS://Kanvas.Example// ", "https://kanvas.example"),
        ("http://192.168.1.5:8501/", "http://192.168.1.5:8501"),
        ("http://laptop", "http://laptop"),
        ("http://[fd00::2]:8501", "http://[fd00::2]:8501"),
        ("https://dinas.example/alat/kanvas/", "https://dinas.example/alat/kanvas"),
    ],
)
def test_a_public_address_gets_one_form(typed: str, kept: str) -> None:
    assert settings_from({"KANVAS_PUBLIC_URL": typed}).public_url == kept


@pytest.mark.parametrize(
    "typed",
    [
        "kanvas.example",
        "kanvas.example:8501",
        "ya",
        "ftp://kanvas.example",
        "https://",
        "https:///assess",
        "https://kanvas.example:99999",
        "https://kanvas.example/?r=abc",
        "https://kanvas.example/#a",
        "https://user:secret@kanvas.example",
        "https://kanvas example",
        "https://[::1",
        "https://kanvas.example/a b",
        "https://kanvas.example/<b>",
    ],
)
def test_what_is_no_whole_web_address_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(KanvasError) as refused:
        settings_from({"KANVAS_PUBLIC_URL": typed})
    assert refused.value.code == "public_url_wrong"
    assert "secret" not in str(refused.value)


def test_the_path_of_the_public_address_is_where_a_proxy_serves_the_app() -> None:
    assert settings_from({"KANVAS_PUBLIC_URL": "https://dinas.example/kanvas/"}).base_path == "/kanvas"
    assert settings_from({}).base_path == ""
