"""`python -m tests.chaos COMMAND [options]`: a try-out on a database and a home of its own.

COMMAND is `sweep`, `soak`, `kills`, `faults` or `redelivery`. Each prints a table and ends with 1
where a figure misses its goal. Nothing is left behind.
"""

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

COMMANDS = ("sweep", "soak", "kills", "faults", "redelivery")
QUICK = {"PROFILER_LEASE_SECONDS": "6", "PROFILER_WORKERS": "2", "PROFILER_LOG_LEVEL": "ERROR"}


def main() -> int:
    """Run one command between putting up its stage and taking it down."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        raise SystemExit(f"{__doc__}\nOne of: {', '.join(COMMANDS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    home = Path(tempfile.mkdtemp(prefix="profiler-chaos-"))
    home.chmod(0o755)  # the database server runs as somebody else
    os.environ |= {**QUICK, "PROFILER_HOME": str(home), "PROFILER_MEDIA": str(home / "media")}
    os.environ["DJANGO_SETTINGS_MODULE"] = "profiler_site.settings"
    atexit.register(shutil.rmtree, home, ignore_errors=True)  # runs after the server was left
    embedded_postgres.start(home)
    django.setup()
    stage = importlib.import_module("tests.chaos.stage")
    command = importlib.import_module(f"tests.chaos.{sys.argv[1]}")
    try:
        stage.prepare()
        missed: int = command.main(sys.argv[2:])
    finally:
        stage.take_down()
    return missed


if __name__ == "__main__":
    sys.exit(main())
