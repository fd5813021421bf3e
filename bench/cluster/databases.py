"""A primary and its synchronous standby, made and changed by the scripts of deploy/."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

from bench.cluster.processes import USER, Program, run, wait_until
from tests.clients.server import free_port

PROGRAMS = Path("/usr/lib/postgresql")
PASSWORD = "only-on-this-machine"


def postgresql_program(name: str) -> Path:
    """A program of the newest PostgreSQL that is installed. Raises: FileNotFoundError naming the Debian package."""
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda file: int(file.parts[-3]))
    if not found:
        raise FileNotFoundError(f"{name} is not installed (Debian: postgresql)")
    return found[-1]


class Database:
    """One PostgreSQL with a folder of its own."""

    def __init__(self, folder: Path, scripts: Path) -> None:
        self.folder, self.scripts = folder, scripts
        self.data, self.port = folder / "data", free_port()
        folder.mkdir(mode=0o700)
        shutil.chown(folder, USER, USER) if USER else None
        self.program = Program(
            [postgresql_program("postgres"), "-D", self.data, "-p", str(self.port), "-k", folder,
             "-c", "listen_addresses=127.0.0.1"],
            folder,
            user=USER,
        )  # fmt: skip

    @property
    def url(self) -> str:
        """For the app's role, without PgBouncer."""
        return f"postgresql://kanvas:{PASSWORD}@127.0.0.1:{self.port}/kanvas"

    @property
    def connection(self) -> dict[str, str]:
        """How a script connects, as the owner."""
        return {
            "PGHOST": str(self.folder),
            "PGPORT": str(self.port),
            "PGUSER": "postgres",
            "KANVAS_DATABASE_PASSWORD": PASSWORD,
            "KANVAS_REPLICATION_PASSWORD": PASSWORD,
        }

    def script(self, name: str, *arguments: str | Path, **environment: str) -> str:
        """Runs a script of deploy/scripts as the owner, and returns what it printed."""
        return run([self.scripts / name, *arguments], environment={**self.connection, **environment}).strip()

    def ask(self, statement: str, database: str = "postgres") -> str:
        """Runs a statement as the owner and returns what it says."""
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--dbname", database]
        return run([*command, "--command", statement], environment=self.connection).strip()

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        self.program.start()
        wait_until(self._answers, f"PostgreSQL in {self.folder} does not answer:\n{self.program.said()}")

    def make(self, configuration: Path) -> None:
        """A new, empty primary for the app, which includes this file."""
        run([postgresql_program("initdb"), "-D", self.data, "-U", "postgres", "-E", "UTF8", "--locale", "C.UTF-8",
             "--auth-local", "trust", "--auth-host", "scram-sha-256", "--no-sync"])  # fmt: skip
        self.start()
        self.script("make_primary.sh", KANVAS_POSTGRESQL_CONF=str(configuration))
        self.program.end(signal.SIGINT)
        self.start()

    def follow(self, primary: Database) -> None:
        """Becomes the standby of a primary, whatever it was before; commits wait for it from then on."""
        shutil.rmtree(self.data, ignore_errors=True)
        primary.script("make_standby.sh", "127.0.0.1", str(primary.port), self.data)
        self.start()
        primary.script("synchronous.sh", "on")

    def _answers(self) -> bool:
        try:
            self.ask("SELECT 1")
        except RuntimeError:
            assert self.program.process is not None
            assert self.program.process.poll() is None, f"PostgreSQL ended:\n{self.program.said()}"
            return False
        return True
