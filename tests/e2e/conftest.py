"""The product as people meet it: served, with a published profile, in a real browser."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from psycopg import sql
from pytest_django import DjangoDbBlocker

from analysis.models import Job, Question
from analysis.services.jobs import request_job
from exams.enums import Role
from exams.models import Course, Institution, Membership, Paper, Professor, User
from exams.services.papers import receive_paper
from exams.tenancy import institution_scope
from profiler_site import embedded_postgres
from profiler_site.demo.papers import syllabus_text
from profiler_site.management.commands.up import wait_until_served
from profiler_site.pipeline import run_job
from tests.conftest import TEMPLATE, point_to
from tests.profiler_site.folders import COURSE, file_papers, printed, read_all

ROOT = Path(__file__).parents[2]
PASSWORD = "norvale-demo"
PAPERS = 5
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Without sandbox and network chatter: it runs as root in containers, and meets our pages only.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
SIZES = {"desktop": (1280, 900), "phone": (320, 700)}


@dataclass(frozen=True)
class Site:
    """A served institution, and the numbers of its rows for addresses."""

    base: str  # ends in "/at/norvale/"
    numbers: dict[str, int]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give them time; skip them, and say so, where there is no browser."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.timeout(240))
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="There is no Chromium on this machine."))


@pytest.fixture(scope="session")
def site(
    django_db_setup: None,
    postgres: str,
    worker_id: str,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Site]:
    """Five papers of one professor, analysed and published, behind a web server."""
    home = tmp_path_factory.mktemp("site")
    with database(postgres, f"profiler_e2e_{worker_id}"):
        with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=home / "media"):
            numbers = seed()
            connections.close_all()
        with served(home) as address:
            yield Site(f"{address}/at/norvale/", numbers)


@contextmanager
def database(folder: str, name: str) -> Iterator[None]:
    """A database of its own, so that committed rows are in nobody's way."""
    before = os.environ["DATABASE_URL"].rsplit("/", 1)[1]
    with embedded_postgres.superuser(folder) as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
            *map(sql.Identifier, (name, TEMPLATE, embedded_postgres.OWNER))
        )
        connection.execute(made)
    point_to(folder, name)
    try:
        yield
    finally:
        point_to(folder, before)


def seed() -> dict[str, int]:
    """Rows to look at; their numbers by the names that addresses use."""
    institution = Institution.objects.create(slug="norvale", name="Norvale University")
    with institution_scope(institution.pk):
        for name, role in (("staff", Role.OWNER), ("student", Role.STUDENT)):
            user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())
            Membership.objects.create(user=user, role=role)
    professor = file_papers(institution.pk, PAPERS)
    with institution_scope(institution.pk):
        Course.objects.update(syllabus=syllabus_text(COURSE))
        name, content = printed(PAPERS + 1)[-1]
        waiting = receive_paper(content, name)  # to be filed by whoever looks at it
    read_all(institution.pk)
    with institution_scope(institution.pk):
        job = request_job(professor)
    run_job(institution.pk, job.pk)
    with institution_scope(institution.pk):
        return {
            "professor": Professor.objects.get().pk,
            "paper": Paper.objects.earliest("pk").pk,
            "waiting": waiting.pk,
            "question": Question.objects.earliest("pk").pk,
            "course": Course.objects.get().pk,
            "job": Job.objects.get().pk,
            "year": Paper.objects.earliest("pk").year or 0,
        }


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of a web server on the rows that tests see, with files under `home`."""
    environment = {**os.environ, "PROFILER_HOME": str(home), "PROFILER_MEDIA": str(home / "media")}
    manage = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    web = [sys.executable, "-m", "gunicorn", "profiler_site.wsgi", "--bind", f"127.0.0.1:{port}"]
    quiet = ["--threads", "4", "--log-level", "warning"]
    process = subprocess.Popen([*web, *quiet], cwd=ROOT, env=environment)
    try:
        wait_until_served(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


# After the rows: while Playwright's loop is there, Django refuses its database. So these tests run
# in a process of their own (see the Makefile).
@pytest.fixture(scope="session")
def chromium(site: Site) -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


type OpenAs = Callable[..., Page]


@pytest.fixture(scope="session")
def cookies(chromium: Browser, site: Site) -> dict[str, Any]:
    """Log in once as each person, by hand."""
    return {who: log_in(chromium, site, who) for who in ("staff", "student")}


def log_in(chromium: Browser, site: Site, who: str) -> Any:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(site.base)
        page.get_by_label("E-mail").fill(f"{who}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(site.base)
        return context.storage_state()


@pytest.fixture
def open_as(chromium: Browser, site: Site, cookies: dict[str, Any]) -> Iterator[OpenAs]:
    """`open_as(who, path)` gives a page of somebody logged in; keywords say on what device."""
    opened: list[BrowserContext] = []

    def opening(
        who: str, path: str = "", *, size: str = "desktop", dark: bool = False, scripts: bool = True
    ) -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            storage_state=cookies[who],
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        opened.append(context)
        page = context.new_page()
        response = page.goto(site.base + path.format(**site.numbers))
        assert response is not None
        assert response.status == 200, path
        return page

    yield opening
    for context in opened:
        context.close()


@pytest.fixture
def guest(chromium: Browser) -> Callable[[str], Page]:
    """Opens an address as somebody without an account."""

    def opening(address: str) -> Page:
        page = chromium.new_context().new_page()
        page.goto(address)
        return page

    return opening
