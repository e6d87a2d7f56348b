"""Everything at once on one machine: database, web pages, worker; sample papers at first."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from profiler_site.demo.seed import PASSWORD, PEOPLE, SLUG, seed_demo

STARTED_WITHIN = 120.0  # seconds until the pages answer, on a busy machine too
GRACE = 15.0


class Command(BaseCommand):
    help = "Start everything on this machine; Ctrl-C stops it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
        parser.add_argument("--no-demo", action="store_true", help="without sample papers")

    def handle(self, *args: Any, **options: Any) -> None:
        for sign in (signal.SIGINT, signal.SIGTERM):  # also where a shell had it ignored
            signal.signal(sign, signal.default_int_handler)
        refuse_taken(options["port"])
        console = Console()
        with console.status("Preparing the database"):
            call_command("migrate", verbosity=0)
            call_command("collectstatic", verbosity=0, interactive=False)
        if not options["no_demo"]:
            with console.status("Printing sample papers (the first time only)"):
                seed_demo()
        os.environ.setdefault("PROFILER_BASE_URL", f"http://localhost:{options['port']}")
        parts = [start(command) for command in commands(options["port"])]
        try:
            wait_until_served(options["port"], parts[0])
            welcome(console, options["port"])
            watch(parts)
        except KeyboardInterrupt:
            console.print("Stopping …")
        finally:
            stop(parts)


def refuse_taken(port: int) -> None:
    """Raise `CommandError` where something else serves `port`, before anything is started."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            words = f"Port {port} is taken. Try another: make run PORT={port + 1}"
            raise CommandError(words) from error


def commands(port: int) -> list[list[str]]:
    """The web server and the worker."""
    web = ["gunicorn", "profiler_site.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    quiet = ["--threads", "4", "--log-level", "warning", "--worker-tmp-dir", "/dev/shm"]  # noqa: S108  # its heartbeat file, in memory
    return [[sys.executable, "-m", *web, *quiet], [sys.executable, "manage.py", "worker"]]


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """A part in a session of its own, so that Ctrl-C reaches only us and we stop it in order."""
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)


def wait_until_served(port: int, web: subprocess.Popen[bytes]) -> None:
    """Return once the pages answer; raises `CommandError` in words where they do not."""
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise CommandError(
                f"Port {port} cannot be served. Is it taken? Try: make run PORT=8001"
            )
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise CommandError("The pages did not answer. The lines above may say why.")


def welcome(console: Console, port: int) -> None:
    """Print where to go and how to log in."""
    address = f"http://localhost:{port}/at/{SLUG}/"
    console.print(f"\n[bold]Professor Profiler[/] is running at [bold]{address}[/]")
    for email, role in PEOPLE:
        console.print(f"  {role.label:8} {email}  password {PASSWORD}")
    console.print(f"  staff pages {address}admin/   API {address}api/v1/docs")
    console.print("Sample papers are analysed in the background. Ctrl-C stops everything.\n")


def watch(parts: list[subprocess.Popen[bytes]]) -> None:
    """Return only when a part has ended by itself, which it should not."""
    while all(part.poll() is None for part in parts):
        time.sleep(0.5)


def stop(parts: list[subprocess.Popen[bytes]]) -> None:
    """End all parts, the latest first, and wait for them."""
    for part in reversed(parts):
        part.terminate()
    for part in reversed(parts):
        try:
            part.wait(GRACE)
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()
