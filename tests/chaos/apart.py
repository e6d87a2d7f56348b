"""A database and a home of their own for whatever is tried out; nothing is left behind."""

import atexit
import importlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import django

from profiler_site import embedded_postgres

QUICK = {"PROFILER_LEASE_SECONDS": "6", "PROFILER_WORKERS": "2", "PROFILER_LOG_LEVEL": "ERROR"}


def run_apart(module: str, arguments: list[str]) -> int:
    """Run `main` of a module between putting up its stage and taking it down; what it returns."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    home = Path(tempfile.mkdtemp(prefix="profiler-chaos-"))
    home.chmod(0o755)  # the database server runs as somebody else
    os.environ |= {**QUICK, "PROFILER_HOME": str(home), "PROFILER_MEDIA": str(home / "media")}
    os.environ["DJANGO_SETTINGS_MODULE"] = "profiler_site.settings"
    atexit.register(shutil.rmtree, home, ignore_errors=True)  # runs after the server was left
    embedded_postgres.start(home)
    django.setup()
    stage = importlib.import_module("tests.chaos.stage")
    tried = importlib.import_module(module)
    try:
        stage.prepare()
        missed: int = tried.main(arguments)
    finally:
        stage.take_down()
    return missed
