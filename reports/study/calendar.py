"""A calendar as other programs subscribe to it: iCalendar (RFC 5545)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 75  # octets of a line; longer ones are folded
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day, or `length` from a moment that is local wherever the reader is."""

    uid: str
    start: date | datetime
    title: str
    text: str
    address: str
    length: timedelta = timedelta(days=1)


def write_calendar(name: str, events: Iterable[Event], changed_at: datetime) -> bytes:
    """The calendar in UTF-8; `changed_at` is when its events were last decided on."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Professor Profiler//Study plan//EN"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escape(name)}"]
    lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"]
    stamp = f"{changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in fold(line)).encode()


def _event(event: Event, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        *_times(event),
        f"SUMMARY:{escape(event.title)}",
        f"DESCRIPTION:{escape(event.text)}",
        f"URL:{event.address}",
        "TRANSP:TRANSPARENT",  # a plan keeps nobody from being invited
        "END:VEVENT",
    ]


def _times(event: Event) -> list[str]:
    end = event.start + event.length
    if isinstance(event.start, datetime):
        return [f"DTSTART:{event.start:%Y%m%dT%H%M%S}", f"DTEND:{end:%Y%m%dT%H%M%S}"]
    return [f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}"]


def escape(text: str) -> str:
    """Text as a value of a property; control characters are dropped."""
    clean = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", clean).replace("\n", "\\n")


def fold(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, each after the first behind a space."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part
