"""Real rows in a real PostgreSQL, people of two institutions, no outside network."""

import atexit
import os
import shutil
import socket
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from psycopg import sql
from pytest_django import DjangoDbBlocker

from exams.models import Institution, User
from exams.tenancy import institution_scope
from profiler_site import embedded_postgres, env
from reports.pdf.report import RenderedReport
from tests.people import People, make_people

TEMPLATE = "profiler_template"


# A busy machine is no failure; and what lands is judged by the same examples each time.
hypothesis.settings.register_profile(
    "profiler", deadline=None, derandomize=env.flag("CI"), print_blob=True
)
hypothesis.settings.load_profile("profiler")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of collected static files, whose absence WhiteNoise warns of."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process waits for another at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def _no_outside_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        local = isinstance(address, str | bytes) or address[0] in {"127.0.0.1", "::1", "localhost"}
        if not local:
            raise RuntimeError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def postgres() -> str:
    """The folder of the socket of a server shared by all processes of this test run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
    home = Path(tempfile.gettempdir()) / f"profiler-tests-{run[:12]}"
    atexit.register(_remove, home)  # runs after the server was left
    return embedded_postgres.join(home)


def _remove(home: Path) -> None:
    if not (home / "postgres" / "postmaster.pid").exists():
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    postgres: str, worker_id: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database for this process, copied from one that was migrated once."""
    name = f"profiler_{worker_id}"
    with embedded_postgres.superuser(postgres) as connection:
        connection.execute("SELECT pg_advisory_lock(7)")  # one process migrates, others wait
        embedded_postgres.bootstrap(postgres, TEMPLATE)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        assert known.fetchone() is None
        with django_db_blocker.unblock():
            migrate(postgres)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name),
                sql.Identifier(TEMPLATE),
                sql.Identifier(embedded_postgres.OWNER),
            )
        )
    point_to(postgres, name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def migrate(folder: str) -> None:
    """Bring the template up to date; quick where another process has done it."""
    point_to(folder, TEMPLATE)
    call_command("migrate", verbosity=0)
    connections.close_all()


def point_to(folder: str, database: str) -> None:
    """Let Django's three connections, and processes that tests start, use this database."""
    for alias, variable in (
        ("default", "DATABASE_URL"),
        ("owner", "DATABASE_OWNER_URL"),
        ("platform", "DATABASE_PLATFORM_URL"),
    ):
        role = embedded_postgres.VARIABLES[variable]
        os.environ[variable] = embedded_postgres.url(folder, role, database)
        place: Any = {"NAME": database, "HOST": folder, "USER": role, "PORT": "", "PASSWORD": ""}
        connections[alias].settings_dict.update(place)
        settings.DATABASES[alias].update(place)


@pytest.fixture
def real_db(
    django_db_setup: None, postgres: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Committed rows, for tests with several connections or processes; emptied afterwards."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()
    empty(postgres, os.environ["DATABASE_URL"].rsplit("/", 1)[1])


def empty(folder: str, database: str) -> None:
    """Remove all rows but those that migrations made."""
    kept = ("django_migrations", "django_content_type", "auth_permission")
    with embedded_postgres.superuser(folder, database) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [sql.Identifier(name) for (name,) in rows if name not in kept]
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(tables)))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """Files of a test in a folder of its own; no model endpoint unless a test names one."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = tmp_path, False
    settings.OPENAI_API_KEY = settings.OPENAI_BASE_URL = ""
    return tmp_path


@pytest.fixture
def unprinted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports of no page, for tests that look at none: printing takes a second."""
    report = RenderedReport(b"%PDF-1.7", 0, ())
    monkeypatch.setattr("reports.services.publishing.render_report", lambda *_: report)


@pytest.fixture
def people(db: None) -> People:
    """Owner, colleague and student of one institution, and a stranger of another."""
    return make_people()


@pytest.fixture
def norvale(people: People) -> Iterator[Institution]:
    """Inside the scope of the first institution."""
    with institution_scope(people.norvale.pk):
        yield people.norvale


@pytest.fixture
def browser() -> Any:
    """Clients by person: `browser(user)` is logged in as them."""

    def logged_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return logged_in
