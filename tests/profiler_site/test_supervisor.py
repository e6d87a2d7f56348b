import subprocess
import sys
import time

import psutil
import pytest

from profiler_site import supervisor
from profiler_site.supervisor import UNHEARD, Backlog, family_of, kill_group


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("profiler_site.supervisor.time.monotonic", lambda: now[0])
    return now


def looks(
    monkeypatch: pytest.MonkeyPatch,
    clock: list[float],
    *seen: set[int],
    busy: bool = False,
) -> list[bool]:
    """What a backlog says of these queues, seen ten seconds apart."""
    monkeypatch.setattr(supervisor, "all_at_work", lambda: busy)
    backlog, answers = Backlog(), []
    for messages in seen:
        monkeypatch.setattr(supervisor, "waiting", lambda now=messages: frozenset(now))
        answers.append(backlog.is_stuck())
        clock[0] += UNHEARD / 3
    return answers


def test_backlog_that_nobody_takes_is_stuck(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    seen = [{1, 2}, {1, 2}, {1, 2, 3}, {1, 2, 3, 4}, {1, 2, 3, 4, 5}]
    assert looks(monkeypatch, clock, *seen) == [False, False, False, False, True]


def test_backlog_that_shrinks_is_not_stuck(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    seen = [{1, 2, 3, 4}, {2, 3, 4}, {3, 4}, {4}, {4, 5}]
    assert not any(looks(monkeypatch, clock, *seen))


def test_backlog_of_busy_workers_is_not_stuck(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    assert not any(looks(monkeypatch, clock, *[{1}] * 6, busy=True))


def test_cluster_that_is_slow_to_start_gets_twice_the_time_until_a_message_is_taken(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setattr(supervisor, "all_at_work", lambda: False)
    backlog = Backlog()

    def seconds_until_stuck(messages: set[int]) -> float:
        monkeypatch.setattr(supervisor, "waiting", lambda: frozenset(messages))
        backlog.begin()
        begun = clock[0]
        while not backlog.is_stuck():
            clock[0] += UNHEARD / 3
        return clock[0] - begun

    patience = [seconds_until_stuck({1, 2}) - UNHEARD / 3 for _ in range(6)]
    assert patience == [30, 60, 120, 240, 480, 480]
    backlog.begin()
    backlog.is_stuck()
    monkeypatch.setattr(supervisor, "waiting", lambda: frozenset({2}))
    assert not backlog.is_stuck()
    assert seconds_until_stuck({2}) - UNHEARD / 3 == UNHEARD


def test_empty_queue_is_not_stuck(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    assert not any(looks(monkeypatch, clock, *[set[int]()] * 6))


def alive(pid: int) -> bool:
    """Whether a process runs; one that nobody has buried yet does not."""
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_kill_group_leaves_no_process_behind_and_programs_are_no_family() -> None:
    script = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "subprocess.Popen(['sleep', '60']);"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"
    )
    leader = subprocess.Popen([sys.executable, "-c", script], start_new_session=True)
    deadline = time.monotonic() + 20
    while len(family := family_of(leader.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(family) == 2
    family.update(one.pid for one in psutil.Process(leader.pid).children())
    assert len(family) == 3
    kill_group(leader)
    while any(alive(pid) for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)  # a killed process takes a moment to be gone
    assert not any(alive(pid) for pid in family)
