"""The two apps that are compared, each as a process of its own on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.clients.server import Server

STOCK = Path(__file__).with_name("stock") / "app.py"


class StockServer(Server):
    """The stock app with Streamlit's own settings, in a folder without ours."""

    health = "/_stcore/health"

    def __init__(self, folder: Path) -> None:
        super().__init__("", folder)
        self.folder = folder

    def command(self) -> list[str]:
        return [sys.executable, "-m", "streamlit", "run", str(STOCK), "--server.headless=true",
                "--browser.gatherUsageStats=false", "--browser.serverAddress=localhost",
                "--server.address=127.0.0.1", f"--server.port={self.port}"]  # fmt: skip

    def environment(self) -> dict[str, str]:
        return {**os.environ, "STOCK_DATABASE": str(self.folder / "stock.sqlite3")}


class OurServer(Server):
    """Kanvas Lestari, started as `make run` does."""

    def command(self) -> list[str]:
        return [sys.executable, "-m", "canvas", "run", "--address=127.0.0.1", f"--port={self.port}"]


def cpu_seconds(server: Server) -> float:
    """Seconds of processor that the server has used so far."""
    assert server.process is not None
    times = psutil.Process(server.process.pid).cpu_times()
    return times.user + times.system


def memory(server: Server) -> float:
    """Megabytes that the server holds."""
    assert server.process is not None
    return psutil.Process(server.process.pid).memory_info().rss / 1e6


@contextmanager
def both(folder: Path, database_url: str = "") -> Iterator[dict[str, Server]]:
    """Ours and the stock app, running; ended afterwards."""
    ours, stock = folder / "ours", folder / "stock"
    for each in (ours, stock):
        each.mkdir(parents=True, exist_ok=True)
    url = database_url or f"sqlite:///{ours / 'kanvas.sqlite3'}"
    with OurServer(url, ours) as our_server, StockServer(stock) as stock_server:
        yield {"ours": our_server, "stock": stock_server}
