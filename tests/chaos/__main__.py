"""`python -m tests.chaos COMMAND [options]`: a try-out on a database and a home of its own.

COMMAND is `sweep`, `soak`, `kills`, `faults`, `redelivery` or `cost`. Each prints a table and ends
with 1 where a figure misses its goal. Nothing is left behind.
"""

import sys

from tests.chaos.apart import run_apart

COMMANDS = ("sweep", "soak", "kills", "faults", "redelivery", "cost")


def main() -> int:
    """Run one command."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        raise SystemExit(f"{__doc__}\nOne of: {', '.join(COMMANDS)}")
    return run_apart(f"tests.chaos.{sys.argv[1]}", sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
