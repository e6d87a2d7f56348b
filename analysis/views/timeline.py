"""A job's work drawn over time: one row for each question to a model and each tool call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from analysis.agents.journal import UNDER_WAY
from analysis.models import Attempt, Step
from exams.said import said

MOST_ROWS = 60
IDLE = 5.0  # seconds without any work that are drawn as a gap and not to scale
GAP = 0.04  # of the work's seconds: how long a gap is drawn
THINNEST = 0.4  # per cent of the width; a bar that is thinner is not seen

SHORT = 90.0  # seconds that are told as such

Interval = tuple[float, float]  # seconds since the first of them


@dataclass(frozen=True, slots=True)
class Span:
    """One bar: where it begins and how long it is, as SVG percentages, and what it stands for."""

    x: str
    width: str
    tone: str  # "ok", "bad", "tool" or "open"
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was done: its bars, how long it took and a note in words."""

    label: str
    spans: tuple[Span, ...]
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All rows in the order in which they began, and what the drawing leaves out."""

    rows: tuple[Row, ...]
    seconds: float  # of work, pauses left out
    pauses: tuple[str, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Event:
    """An interval before it is drawn."""

    label: str
    begin: datetime
    seconds: float
    tone: str
    words: str


def timeline(steps: Sequence[Step], attempts: Sequence[Attempt]) -> Timeline:
    """Draw the tool calls and the attempts of a job."""
    events = sorted([*map(of_attempt, attempts), *map(of_tool, tools(steps))], key=_begin)
    if not events:
        return Timeline((), 0.0, (), 0)
    first = events[0].begin
    intervals = [((one.begin - first).total_seconds(), one.seconds) for one in events]
    busy = merged([(begin, begin + seconds) for begin, seconds in intervals])
    scale = Scale(busy)
    grouped: dict[str, list[tuple[Event, Interval]]] = {}
    for event, interval in zip(events, intervals, strict=True):
        grouped.setdefault(event.label, []).append((event, interval))
    rows = tuple(row(label, found, scale) for label, found in grouped.items())
    pauses = tuple(in_words(gap) for gap in scale.gaps)
    return Timeline(rows[:MOST_ROWS], scale.worked, pauses, max(0, len(rows) - MOST_ROWS))


def tools(steps: Sequence[Step]) -> list[Step]:
    """The calls of tools; what models were asked is told by the attempts."""
    return [step for step in steps if step.kind == "tool"]


def of_attempt(attempt: Attempt) -> Event:
    """One request to a provider."""
    tone = {"ok": "ok", UNDER_WAY: "open"}.get(attempt.outcome, "bad")
    words = _("attempt {number}: {outcome}").format(
        number=attempt.number, outcome=said(attempt.outcome.replace("_", " "))
    )
    seconds = attempt.seconds
    if attempt.outcome == UNDER_WAY:
        seconds = (timezone.now() - attempt.started_at).total_seconds()
    return Event(in_short(attempt.purpose), attempt.started_at, seconds, tone, words)


def of_tool(step: Step) -> Event:
    """One call of a tool."""
    turn = step.key.split(":")[1]
    papers = step.arguments.get("papers") or step.arguments.get("paper")
    label = _("Turn {number}: {tool}").format(number=turn, tool=step.name.replace("_", " "))
    number = step.key.split(":")[3]
    begin = step.created_at - timedelta(seconds=step.seconds)
    words = _("done")
    if not step.succeeded:
        words = _("failed: {reason}").format(reason=said(str(step.result.get("error", ""))))
    named = f"{label} {papers}" if isinstance(papers, str) else label
    return Event(
        _("{what} · call {number}").format(what=named, number=int(number) + 1),
        begin,
        step.seconds,
        "tool" if step.succeeded else "bad",
        words,
    )


def in_short(purpose: str) -> str:
    """What a question was for, as staff read it."""
    kind, rest = [*purpose.split(":", 1), ""][:2]
    names = {
        "turn": _("Turn {}: the model answers"),
        "extract": _("Labels of {}"),
        "reread": _("{} again"),
    }
    return names.get(kind, "{}").format(rest.replace(":", ", ").replace("_", " ") or purpose)


def row(label: str, found: list[tuple[Event, Interval]], scale: "Scale") -> Row:
    """One row from all that has the same label."""
    spans = tuple(
        Span(
            scale.at(begin),
            scale.length(begin, begin + seconds),
            event.tone,
            f"{label}, {event.words}, {seconds:.1f} s",
        )
        for event, (begin, seconds) in found
    )
    failed = [event.words for event, _when in found if event.tone == "bad"]
    again = _("{n} attempts.").format(n=len(found)) + " " if len(found) > 1 else ""
    took = sum(seconds for _event, (_begun, seconds) in found)
    return Row(label, spans, f"{took:.1f} s", again + "; ".join(failed))


class Scale:
    """From seconds to per cent of the width; long gaps between work are cut short."""

    def __init__(self, busy: list[Interval]) -> None:
        self.worked = sum(end - begin for begin, end in busy)
        self.gaps: list[float] = []
        self._pieces: list[tuple[float, float, float]] = []  # begin, end, drawn from
        drawn, before = 0.0, busy[0][0]
        for begin, end in busy:
            gap = begin - before
            if gap > IDLE:
                self.gaps.append(gap)
            drawn += min(gap, GAP * self.worked) if gap > IDLE else gap
            self._pieces.append((begin, end, drawn))
            drawn, before = drawn + end - begin, end
        self._whole = drawn or 1.0

    def at(self, second: float) -> str:
        """Where a moment of work is drawn."""
        return f"{min(self._percent(second), 100 - THINNEST):.2f}%"

    def length(self, begin: float, end: float) -> str:
        """How long a piece of work is drawn."""
        return f"{max(THINNEST, self._percent(end) - self._percent(begin)):.2f}%"

    def _percent(self, second: float) -> float:
        begin, _end, drawn = [piece for piece in self._pieces if piece[0] <= second][-1]
        return 100 * (drawn + second - begin) / self._whole


def merged(intervals: list[Interval]) -> list[Interval]:
    """Intervals in order, those that touch made one."""
    found: list[Interval] = []
    for begin, end in sorted(intervals):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def in_words(seconds: float) -> str:
    """How long a pause was."""
    return f"{seconds:.0f} s" if seconds < SHORT else f"{seconds / 60:.0f} min"


def _begin(event: Event) -> datetime:
    return event.begin
