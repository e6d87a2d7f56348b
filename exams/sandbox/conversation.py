"""One child process: started without secrets, listened to with a clock, and always ended."""

import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from pydantic import ValidationError

from exams.sandbox.messages import MESSAGES, AnyMessage, PageRead, Task
from exams.sandbox.reading import Verdict

_ROOT = Path(__file__).resolve().parents[2]
# -I keeps the child from anything that its surroundings could slip in, so it is told the path.
_START = f"""
import sys
sys.path[:0] = [{str(_ROOT)!r}]
from exams.sandbox.limits import leave_network
leave_network()
from exams.sandbox.%s import main
main()
"""
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
_TICK = 0.25  # seconds between looks at the clock and at the memory
_NEARLY = 0.85  # of the memory allowed: a child that dies there died of it
# Allocators give up by SIGABRT; SIGKILL that is not ours comes from the system out of memory.
_NO_MEMORY = {-signal.SIGABRT, -signal.SIGKILL}
_CHUNK = 1 << 16
_LAST_SECONDS = 5.0  # for a child that has closed its side to be gone


class Conversation:
    """Runs `task` on an open file; iterate over it for the answers, then ask for the verdict.

    `verdict` is None after an end in order, else how the child ended.
    """

    def __init__(self, task: Task, pdf: BinaryIO, known: Iterable[PageRead]) -> None:
        self.task = task
        self.pdf = pdf
        self.known = known
        self.verdict: Verdict | None = None
        self._peak_kilobytes = 0

    def answers(self, seconds: float, deadline: float, most_bytes: int) -> Iterator[AnyMessage]:
        """The child's answers as they come.

        It is killed when one takes longer than `seconds`, when the monotonic clock passes
        `deadline`, and when an answer is longer than `most_bytes` or is none.
        """
        with self._child() as (child, pipe):
            try:
                for line in self._lines(child, pipe, seconds, deadline, most_bytes):
                    yield MESSAGES.validate_json(line)
            except TimeoutError:
                self.verdict = Verdict.TIMED_OUT
            except (ValidationError, OverflowError):
                self.verdict = Verdict.CRASHED
            else:
                self.verdict = self._end(child)

    @contextmanager
    def _child(self) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
        """The child and the end of the pipe at which its answers come out."""
        out, into = os.pipe()
        with tempfile.TemporaryFile() as known, os.fdopen(out, "rb") as answers:
            known.writelines(m.model_dump_json().encode() + b"\n" for m in self.known)
            known.flush()
            for file in (self.pdf, known):
                os.lseek(file.fileno(), 0, os.SEEK_SET)  # the child shares the place in the file
            with os.fdopen(into, "wb") as end:
                child = self._start(end, known.fileno())
            try:
                yield child, answers.fileno()
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def _start(self, answers: IO[bytes], known: int) -> subprocess.Popen[bytes]:
        start = _START % ("ocr_child" if self.task.ocr else "child")
        arguments = ["-I", "-c", start, self.task.model_dump_json(), str(known)]
        return subprocess.Popen(
            [sys.executable, *arguments],
            stdin=self.pdf,
            stdout=answers,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            pass_fds=[known],
            start_new_session=True,
        )

    def _lines(
        self,
        child: subprocess.Popen[bytes],
        pipe: int,
        seconds: float,
        deadline: float,
        most_bytes: int,
    ) -> Iterator[bytes]:
        rest = b""
        last = time.monotonic()
        with selectors.DefaultSelector() as ready:
            ready.register(pipe, selectors.EVENT_READ)
            while chunk := self._chunk(child, pipe, ready, min(last + seconds, deadline)):
                *lines, rest = (rest + chunk).split(b"\n")
                if len(rest) > most_bytes:
                    raise OverflowError
                if lines:
                    last = time.monotonic()
                yield from lines

    def _chunk(
        self,
        child: subprocess.Popen[bytes],
        pipe: int,
        ready: selectors.BaseSelector,
        deadline: float,
    ) -> bytes:
        while not ready.select(_TICK):
            self._peak_kilobytes = max(self._peak_kilobytes, _address_space(child.pid))
            if time.monotonic() > deadline:
                raise TimeoutError
        return os.read(pipe, _CHUNK)

    def _end(self, child: subprocess.Popen[bytes]) -> Verdict | None:
        """How a child ended that closed its side: None in order."""
        try:
            code = child.wait(timeout=_LAST_SECONDS)
        except subprocess.TimeoutExpired:
            return Verdict.TIMED_OUT
        if code == 0:
            return None
        if code == -signal.SIGXCPU:
            return Verdict.TIMED_OUT
        exhausted = self._peak_kilobytes > _NEARLY * self.task.memory_mb * 1024
        return Verdict.OUT_OF_MEMORY if exhausted or code in _NO_MEMORY else Verdict.CRASHED


def _address_space(pid: int) -> int:
    """The most address space that a process has had, in kilobytes; 0 where it cannot be known."""
    with suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        line = next((line for line in status.splitlines() if line.startswith("VmPeak:")), "")
        return int(line.split()[1])
    return 0
