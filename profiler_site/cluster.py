"""A qcluster none of whose processes outlives its parent: run as `python -m profiler_site.cluster`.

Killing the main process or the sentinel of a qcluster leaves workers behind that nobody watches.
Here the kernel kills each as soon as its parent is gone.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # of Linux's prctl; elsewhere the supervisor's kill of the group has to do


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """Become a qcluster."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "profiler_site.settings")
    parent = os.getppid()
    die_with_parent()
    if os.getppid() != parent:  # it was gone before we had said so
        return
    os.register_at_fork(after_in_child=die_with_parent)
    from django.core.management import execute_from_command_line  # noqa: PLC0415  # needs settings

    execute_from_command_line(["manage.py", "qcluster"])


if __name__ == "__main__":
    main()
