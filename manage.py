#!/usr/bin/env python
import os
import sys
from pathlib import Path

# These answer without a database; everything else gets one.
WITHOUT_DATABASE = {
    *(
        "collectstatic",
        "compilemessages",
        "evaluate",
        "help",
        "messages",
        "outline",
        "serve_model",
        "version",
    ),
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "profiler_site.settings")
    if "DATABASE_URL" not in os.environ and needs_database(sys.argv[1:]):
        from profiler_site import embedded_postgres

        embedded_postgres.start(Path(os.environ.get("PROFILER_HOME") or "var").resolve())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def needs_database(arguments: list[str]) -> bool:
    return bool(arguments) and arguments[0] not in WITHOUT_DATABASE and "--help" not in arguments


if __name__ == "__main__":
    main()
