"""What pages cost: time over HTTP, CPU, queries and bytes, from the server that `make run` starts.

    python -m tests.benchmarks.page_speed [--rounds 40] [--home FOLDER] [--only WORD]

"ms" is the median from asking to the last byte, with one reader at a time; "CPU" is what the web
server's processes take for a page, which stays nearly the same while the machine is busy with
other things; "queries" are all statements, those that open and end the transaction too; "kB" is
the page without pictures, "sent" what of it goes over the line. The goal is 50 ms, 15 queries and
150 kB for a profile. A folder named by --home is filled once and can be used again.
"""

import argparse
import atexit
import gzip
import http.client
import os
import re
import shutil
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import django
import psutil

STUDENT, STAFF = "student@example.org", "staff@example.org"
PAGES = {
    "profile": (STUDENT, "professors/{professor}/"),
    "profile, 1200 questions": (STUDENT, "professors/{large}/"),
    "evidence": (STUDENT, "professors/{professor}/evidence/topic-0/"),
    "evidence, 1200 questions": (STUDENT, "professors/{large}/evidence/topic-0/"),
    "plan": (STUDENT, "professors/{professor}/plan/"),
    "plan, 1200 questions": (STUDENT, "professors/{large}/plan/"),
    "practice": (STUDENT, "professors/{professor}/practice/7/"),
    "home": (STUDENT, ""),
    "professors": (STUDENT, "professors/"),
    "search, all": (STUDENT, "questions/"),
    "search, words": (STUDENT, "questions/?words=eigenvalue"),
    "search, alike": (STUDENT, "questions/?like={question}"),
    "question": (STUDENT, "questions/{question}/"),
    "paper": (STUDENT, "papers/{paper}/"),
    "printed page": (STUDENT, "papers/{paper}/pages/1/"),
    "compare": (STUDENT, "compare/?left=professor-{professor}&right=professor-{large}"),
    "dashboard": (STAFF, "staff/"),
    "papers": (STAFF, "staff/papers/"),
    "filing, 40 papers": (STAFF, "staff/papers/filing/"),
    "review queue": (STAFF, "staff/review/"),
    "review a question": (STAFF, "staff/review/questions/{question}/"),
    "analyses": (STAFF, "staff/analyses/"),
    "job": (STAFF, "staff/analyses/{job}/"),
    "release": (STAFF, "staff/release/"),
    "outcomes": (STAFF, "staff/outcomes/papers/{paper}/"),
}


@dataclass
class Reader:
    """A person's browser without its cache: the cookies of the log-in."""

    port: int
    cookies: dict[str, str]

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[bytes, int]:
        """The page, which must be there, and how many bytes of it were sent."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers["Accept-Encoding"] = "gzip"
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = None if form is None else urlencode(form)
        web = http.client.HTTPConnection("127.0.0.1", self.port)
        web.request("GET" if form is None else "POST", path, body, headers)
        response = web.getresponse()
        content = response.read()
        assert response.status in {200, 302}, (path, response.status)
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        squeezed = response.headers["Content-Encoding"] == "gzip"
        return gzip.decompress(content) if squeezed else content, len(content)


def log_in(port: int, base: str, email: str, password: str) -> Reader:
    """A reader who has typed the password."""
    reader = Reader(port, {})
    page, _ = reader.ask(f"{base}login/")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.decode())[0]
    form = {"username": email, "password": password, "csrfmiddlewaretoken": token}
    reader.ask(f"{base}login/", form)
    assert "sessionid" in reader.cookies, email
    return reader


@contextmanager
def served() -> Iterator[tuple[int, psutil.Process]]:
    """Port and process of the web server as `manage.py up` starts it."""
    from profiler_site.management.commands import up  # noqa: PLC0415  # needs settings

    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    web = up.start(up.commands(port)[0])
    try:
        up.wait_until_served(port, web)
        yield port, psutil.Process(web.pid)
    finally:
        up.stop([web])


def cpu_of(server: psutil.Process) -> float:
    """Seconds that the server's processes have taken until now."""
    return sum(sum(one.cpu_times()[:2]) for one in (server, *server.children()))


def measure(reader: Reader, path: str, server: psutil.Process, rounds: int) -> str:
    """A row of the table, without the queries."""
    for _ in range(6):  # both processes have seen it
        content, sent = reader.ask(path)
    taken, before = [], cpu_of(server)
    for _ in range(rounds):
        began = time.perf_counter()
        reader.ask(path)
        taken.append(time.perf_counter() - began)
    cpu = (cpu_of(server) - before) / rounds
    size = f"{len(content) / 1000:6.1f} {sent / 1000:6.1f}"
    return f"{statistics.median(taken) * 1000:6.1f} {cpu * 1000:6.1f} {size}"


def queries_of(path: str, email: str) -> int:
    """Statements of one answer, on both connections."""
    from django.db import connections  # noqa: PLC0415  # needs settings
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from exams.models import User  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email))
    with ExitStack() as stack:
        counted = [
            stack.enter_context(CaptureQueriesContext(connections[name]))
            for name in ("default", "platform")
        ]
        client.get(path)
    return sum(len(one) for one in counted)


def prepare(home: Path) -> None:
    """A database under `home`, and Django on it."""
    from profiler_site import embedded_postgres  # noqa: PLC0415  # sets what settings read

    os.environ["PROFILER_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "profiler_site.settings"
    embedded_postgres.start(home)
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs settings

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def main() -> None:
    """Print a row for each page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    home = args.home or Path(tempfile.mkdtemp())
    if args.home is None:
        atexit.register(shutil.rmtree, home, ignore_errors=True)  # runs after the server was left
    prepare(home.resolve())
    from tests.benchmarks import page_rows  # noqa: PLC0415  # needs settings

    numbers, base = page_rows.numbers(), f"/at/{page_rows.SLUG}/"
    print(f"{'page':26} {'ms':>6} {'CPU':>6} {'kB':>6} {'sent':>6} {'queries':>7}")
    with served() as (port, server):
        readers = {who: log_in(port, base, who, page_rows.PASSWORD) for who in (STUDENT, STAFF)}
        for name, (who, path) in PAGES.items():
            if args.only in name:
                address = base + path.format(**numbers)
                row = measure(readers[who], address, server, args.rounds)
                print(f"{name:26} {row} {queries_of(address, who):7}", flush=True)


if __name__ == "__main__":
    main()
