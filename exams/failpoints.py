"""Places at which a test may have a process die: how crashes between two steps are tried out.

`PROFILER_FAILPOINT=label:visit` kills the process by SIGKILL when it comes to `label` for the
`visit`th time, counted from 1; `*` only counts. Not set, as in production, a failpoint is one
comparison.
"""

import os
import signal
from collections import Counter

armed = os.environ.get("PROFILER_FAILPOINT", "")
visits: Counter[str] = Counter()  # since the process began, where anything is armed


def failpoint(label: str) -> None:
    """Die here if this is the place."""
    if armed:
        visits[label] += 1
        if armed == f"{label}:{visits[label]}":
            die()


def die() -> None:
    """End this process at once, with nothing tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)
