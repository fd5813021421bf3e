"""Addresses at which phones reach the app: as set in KANVAS_PUBLIC_URL, or else those of this machine's networks."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address

import psutil

from canvas.settings import Settings

THIS_MACHINE = "127.0.0.1"
# Connecting a datagram socket sends nothing; it only asks the system which of our addresses it would use.
_SOMEWHERE_ON_A_PRIVATE_NETWORK = ("10.255.255.255", 1)

# Networks inside this machine, or tunnels out of it: no phone of the room is in them.
_OUT_OF_REACH = re.compile(
    r"(lo\d*$|docker|br-|veth|virbr|vmnet|vboxnet|vethernet|virtualbox|vmware|hyper-v|wsl|lxc|lxd|podman|cni|flannel|"
    r"tun|tap|utun|wg|tailscale|zt|ham|ppp|ipsec|nordlynx|anpi|awdl|llw)",
    re.IGNORECASE,
)
_HOTSPOT_NAME = re.compile(r"(ap\d|uap|bridge100|softap|.*\* ?\d+$)", re.IGNORECASE)
_WIRELESS_NAME = re.compile(r"(wl|wi-?fi|wireless|ath\d|airport)", re.IGNORECASE)
# What a laptop calls itself in its own hotspot: Windows; macOS. NetworkManager uses 10.42.n.1.
_HOTSPOT_ADDRESSES = {"192.168.137.1", "192.168.2.1"}


@dataclass(frozen=True)
class Network:
    """One address of this machine and the network card it belongs to."""

    card: str
    address: str
    is_up: bool = True


def public_address(settings: Settings, port: int) -> str:
    """The address for QR codes, without a slash at the end; this machine's own if no phone could reach it."""
    return next(iter(public_addresses(settings, port)), f"http://{THIS_MACHINE}:{port}")


def public_addresses(settings: Settings, port: int) -> list[str]:
    """Every address that a phone could open, the best one first; none if this machine is in no network."""
    if settings.public_url:
        return [settings.public_url]
    return [f"http://{address}:{port}" for address in reachable(networks(), default=default_address())]


def reachable(found: Iterable[Network], *, default: str) -> list[str]:
    """The addresses that a phone in the room could reach: our hotspot's, then Wi-Fi, the default network, others."""
    usable = {network.address: network for network in found if _is_usable(network)}
    return sorted(usable, key=lambda address: _rank(usable[address], default))  # stable: ties keep their order


def _is_usable(network: Network) -> bool:
    address = IPv4Address(network.address)
    hidden = address.is_loopback or address.is_link_local or address.is_unspecified
    return network.is_up and not hidden and not _OUT_OF_REACH.match(network.card)


def _rank(network: Network, default: str) -> int:
    named = re.fullmatch(r"10\.42\.\d+\.1", network.address) or network.address in _HOTSPOT_ADDRESSES
    if named or _HOTSPOT_NAME.match(network.card):
        return 0
    if _WIRELESS_NAME.match(network.card):
        return 1
    return 2 if network.address == default else 3


def networks() -> list[Network]:
    """The IPv4 addresses of all network cards of this machine."""
    up = {card: state.isup for card, state in psutil.net_if_stats().items()}
    return [
        Network(card, one.address, up.get(card, False))
        for card, addresses in psutil.net_if_addrs().items()
        for one in addresses
        if one.family == socket.AF_INET
    ]


def default_address() -> str:
    """This machine's address in its default network, found without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE_ON_A_PRIVATE_NETWORK)
        except OSError:
            return THIS_MACHINE
        found: str = probe.getsockname()[0]
        return found
