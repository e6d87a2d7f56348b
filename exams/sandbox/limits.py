"""How much a file may cost, and the confinement of the process that reads it."""

import ctypes
import os
import resource
from typing import Final

from pydantic import BaseModel, ConfigDict

_MEGABYTE = 1024 * 1024
_PR_SET_NO_NEW_PRIVS: Final = 38  # linux/prctl.h
_NICENESS = 5


class Limits(BaseModel):
    """What reading one file may take; seconds are of the wall clock where CPU is not named.

    `memory_mb` bounds the address space of the process that reads text; the one for OCR has
    `ocr_memory_mb`, since the recogniser maps its models beside its work.
    """

    model_config = ConfigDict(frozen=True)

    file_bytes: int = 25 * _MEGABYTE
    pages: int = 300
    page_inches: float = 200.0
    pixels: int = 4_000_000
    memory_mb: int = 768
    ocr_memory_mb: int = 1280
    page_cpu_seconds: int = 20
    page_seconds: float = 50.0
    ocr_page_seconds: float = 120.0
    file_seconds: float = 1800.0
    failures_in_a_row: int = 3
    message_bytes: int = 16 * _MEGABYTE


def confine(memory_mb: int) -> None:
    """Take from this process whatever reading a PDF does not need.

    Memory, written files, further processes and threads, open files, core dumps and new
    privileges. Call before the file is touched; there is no way back.
    """
    memory = memory_mb * _MEGABYTE
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(limit, value)
    os.nice(_NICENESS)
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def allow_cpu_seconds(seconds: int) -> None:
    """Let this process use `seconds` more of CPU time; beyond, the system ends it (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(limit, (value, value))


def leave_network() -> None:
    """Go into an empty network of its own; containers often forbid that, and then it stays.

    To be called first of all: a process with a second thread, as onnxruntime starts, may not.
    """
    for flags in (os.CLONE_NEWNET, os.CLONE_NEWUSER | os.CLONE_NEWNET):
        try:
            os.unshare(flags)
        except OSError:
            continue
        return
