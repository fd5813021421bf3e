"""Everything that runs, wired as deploy/ wires it, on free ports of this machine."""

from __future__ import annotations

import shutil
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

from bench.cluster.databases import PASSWORD, Database
from bench.cluster.processes import USER, Program, run, wait_until
from bench.servers import OurServer
from tests.builders import ROOT
from tests.clients.server import free_port


class Replica(OurServer):
    """One process of the app."""

    def __init__(self, database_url: str, folder: Path) -> None:
        folder.mkdir()
        super().__init__(database_url, folder)

    def environment(self) -> dict[str, str]:
        return {
            **super().environment(),
            "KANVAS_TRAINER_CODE": "only-on-this-machine",
            "KANVAS_COOKIE_SECRET": "only-on-this-machine-and-long-enough",
            "KANVAS_DRAIN_SECONDS": "3",
        }

    def stop(self) -> None:
        """SIGTERM, as a service manager stops it; returns once it has ended."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(60)
        self.process = None


class Pooler(Program):
    """PgBouncer with the file of deploy/, on a port of its own."""

    def __init__(self, folder: Path, deploy: Path) -> None:
        folder.mkdir()
        self.port, self.deploy = free_port(), deploy
        (folder / "userlist.txt").write_text(f'"kanvas" "{PASSWORD}"\n')
        super().__init__(["pgbouncer", deploy / "config" / "pgbouncer.ini"], folder, user=USER)

    @property
    def url(self) -> str:
        return f"postgresql://kanvas:{PASSWORD}@127.0.0.1:{self.port}/kanvas"

    def point_to(self, port: int) -> None:
        """The primary is at this port of this machine, as of the next start or SIGHUP."""
        script = self.deploy / "scripts" / "point_pooler.sh"
        listening = {"KANVAS_POOLER_PORT": str(self.port)}
        run([script, self.folder / "here.ini", "127.0.0.1", str(port)], environment=listening, user=None)

    def start(self) -> None:
        super().start()
        wait_until(lambda: listens(self.port), "PgBouncer does not listen")


class Balancer(Program):
    """HAProxy with the file of deploy/."""

    def __init__(self, folder: Path, deploy: Path, ports: list[int]) -> None:
        folder.mkdir()
        self.port, self.watch_port = free_port(), free_port()
        environment = {
            "KANVAS_BIND": f"127.0.0.1:{self.port}",
            "KANVAS_WATCH": f"127.0.0.1:{self.watch_port}",
            "KANVAS_TRUSTED": "127.0.0.1",
            **{f"KANVAS_APP{number}": f"127.0.0.1:{port}" for number, port in enumerate(ports, 1)},
        }
        super().__init__(["haproxy", "-db", "-f", deploy / "config" / "haproxy.cfg"], folder, environment=environment)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        super().start()
        wait_until(lambda: listens(self.port), "HAProxy does not listen")


class Cluster:
    """Two databases, a pooler, replicas, a balancer. As a context: running inside, gone afterwards."""

    def __init__(self, replicas: int = 2) -> None:
        self.folder = Path(mkdtemp(prefix="kanvas-cluster-"))
        self.folder.chmod(0o711)  # PostgreSQL's user passes through
        deploy = self.folder / "deploy"
        shutil.copytree(ROOT / "deploy", deploy)  # the project itself may be where that user cannot read
        self.configuration = deploy / "config" / "postgresql.conf"
        self.primary = Database(self.folder / "one", deploy / "scripts")
        self.standby = Database(self.folder / "two", deploy / "scripts")
        self.pooler = Pooler(self.folder / "pooler", deploy)
        self.replicas = [Replica(self.pooler.url, self.folder / f"app{number + 1}") for number in range(replicas)]
        self.balancer = Balancer(self.folder / "balancer", deploy, [each.port for each in self.replicas])

    def __enter__(self) -> Self:
        try:
            self.primary.make(self.configuration)
            self.standby.follow(self.primary)
            self.pooler.point_to(self.primary.port)
            self.pooler.start()
            with ThreadPoolExecutor() as threads:
                list(threads.map(Replica.start, self.replicas))
            self.balancer.start()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is not None:
            for log in sorted(self.folder.glob("*/*.log")):
                error.add_note(f"{log.parent.name}/{log.name}:\n{log.read_text(errors='replace')[-1500:]}")
        self.end()

    def promote(self) -> None:
        """Makes the standby the primary, and sends the pooler there."""
        self.standby.script("promote.sh")
        self.primary, self.standby = self.standby, self.primary
        self.pooler.point_to(self.primary.port)
        self.pooler.signal(signal.SIGHUP)

    def end(self) -> None:
        """kill -9 of everything; nothing of it stays on the disk."""
        self.balancer.kill()
        for replica in self.replicas:
            replica.kill()
        for program in (self.pooler, self.primary.program, self.standby.program):
            program.kill()
        shutil.rmtree(self.folder)


def listens(port: int) -> bool:
    """Whether something on this machine accepts connections on a port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
