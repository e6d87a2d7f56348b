"""The topics of a syllabus with what stands under each, out of its text and back into text.

Headings are the topics; what stands under them is too fine to be met twice in a few papers, but
questions are matched with it, for it holds their words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from exams.syllabus.lines import BULLET, Line, is_topic, lines_of, tidy

MOST = 200  # topics and details
FEWEST_HEADED = 3  # lines "Heading: details" above which headings are a habit of the syllabus
FEWEST_UNITS = 2

_SEPARATORS = re.compile(r"\s*[;,]\s+(?![^()]*\))|\s*;\s*|\.\s+|\s+[–—]\s+|\s\|\s|\s{3,}")


@dataclass(frozen=True, slots=True)
class SyllabusTopic:
    """A topic; `hours` and `weight` ("20 %", "15 marks") as printed, None and "" where not."""

    name: str
    details: tuple[str, ...] = ()
    hours: float | None = None
    weight: str = ""


@lru_cache(maxsize=64)
def read_tree(text: str) -> tuple[SyllabusTopic, ...]:
    """The topics of a syllabus in its order, each once; with their details at most 200.

    Takes one topic a line, bullets, numbered lists ("2.1" under "2"), indented lists, lines
    "Heading: details", Markdown headings and "Unit 1: …, …". Drops headings such as "Course
    outcomes", and all that follows "References".
    """
    lines = _without_title(list(lines_of(text)))
    top, headed = _top_of(lines), _headed(lines)
    topics: list[SyllabusTopic] = []
    under = False  # whether what stands deeper belongs to the topic before it
    nameless: Line | None = None  # "Unit 2 (8 hours)", named on the line that follows
    for line in lines:
        is_top = top is None or top(line)
        if under and not is_top:
            topics[-1] = _with_details(topics[-1], _parts(line.text))
            continue
        added = _alone(line, headed=headed or top is not None)
        if nameless and len(added) == 1:
            added = [replace(added[0], hours=nameless.hours, weight=nameless.weight)]
        nameless = line if line.unit and not added else None
        under = top is not None and len(added) == 1
        topics += added
    return _bounded(_once(topics))


def write_tree(topics: Sequence[SyllabusTopic]) -> str:
    """The topics as text that `read_tree` reads back, a line each: "# Name (8 hours): a; b"."""
    return "\n".join(map(_written, topics))


def topic_names(topics: Sequence[SyllabusTopic]) -> tuple[str, ...]:
    """The names of the topics."""
    return tuple(topic.name for topic in topics)


def item_topics(topics: Sequence[SyllabusTopic]) -> dict[str, str]:
    """All that the syllabus names, each with the topic it counts under: itself, or its heading."""
    found: dict[str, str] = {}
    for topic in topics:
        for name in (topic.name, *topic.details):
            found.setdefault(name, topic.name)
    return found


def _written(topic: SyllabusTopic) -> str:
    hours = f"{topic.hours:g} hours" if topic.hours is not None else ""
    printed = ", ".join(filter(None, (hours, topic.weight)))
    head = f"# {topic.name} ({printed})" if printed else f"# {topic.name}"
    return f"{head}: {'; '.join(topic.details)}" if topic.details else head


def _without_title(lines: list[Line]) -> list[Line]:
    """The lines without a first one that alone stands above all others: the course's name."""
    depths = [line.depth for line in lines if line.depth is not None]
    if len(set(depths)) < FEWEST_UNITS or lines[0].depth is None or _has_heading(lines[0].text):
        return lines
    alone = depths.count(min(depths)) == 1 and lines[0].depth == min(depths)
    return lines[1:] if alone else lines


def _top_of(lines: Sequence[Line]) -> Callable[[Line], bool] | None:
    """What marks a heading in this syllabus; None where every line stands for itself."""
    if sum(line.unit for line in lines) >= FEWEST_UNITS:
        return lambda line: line.unit
    depths = {line.depth for line in lines if line.depth is not None}
    shallow = min(depths, default=0)
    if len(depths) > 1 or (depths and any(line.depth is None for line in lines)):
        if shallow < BULLET:
            return lambda line: line.depth == shallow
        return lambda line: line.depth is None
    indents = sorted({line.indent for line in lines})
    if len(indents) > 1:
        return lambda line: line.indent == indents[0]
    return None


def _headed(lines: Sequence[Line]) -> bool:
    count = sum(_has_heading(line.text) for line in lines)
    return count > max(FEWEST_HEADED, len(lines) / 2) or count == len(lines) > 1


def _has_heading(text: str) -> bool:
    head, colon, rest = text.partition(":")
    return bool(colon and rest.strip()) and is_topic(tidy(head))


def _parts(text: str) -> list[str]:
    """The names in one line: "Trees: AVL, red-black" has a heading and what stands under it."""
    head, colon, rest = text.partition(":")
    pieces = [head, *_SEPARATORS.split(rest)] if colon and rest.strip() else _SEPARATORS.split(text)
    return [name for name in map(tidy, pieces) if is_topic(name)]


def _alone(line: Line, *, headed: bool) -> list[SyllabusTopic]:
    """The topics of a line that is no detail of the one before it."""
    names = _parts(line.text)
    if not names:
        return []
    if (headed or line.unit) and _has_heading(line.text):
        return [SyllabusTopic(names[0], tuple(names[1:]), line.hours, line.weight)]
    if len(names) == 1:
        return [SyllabusTopic(names[0], (), line.hours, line.weight)]
    return [SyllabusTopic(name) for name in names]


def _with_details(topic: SyllabusTopic, names: Sequence[str]) -> SyllabusTopic:
    return replace(topic, details=(*topic.details, *names))


def _once(topics: Sequence[SyllabusTopic]) -> list[SyllabusTopic]:
    """Topics of one name made one, and every detail once, as first written."""
    kept: dict[str, SyllabusTopic] = {}
    for topic in topics:
        key = topic.name.casefold()
        known = kept.get(key, topic)
        spelled = {one.casefold(): one for one in (*topic.details, *known.details)}
        spelled.pop(key, None)
        order = dict.fromkeys(map(str.casefold, (*known.details, *topic.details)))
        details = tuple(spelled[one] for one in order if one in spelled)
        kept[key] = replace(known, details=details)
    return list(kept.values())


def _bounded(topics: Sequence[SyllabusTopic]) -> tuple[SyllabusTopic, ...]:
    room = MOST
    kept = []
    for topic in topics:
        if room <= 0:
            break
        kept.append(replace(topic, details=topic.details[: room - 1]))
        room -= 1 + len(kept[-1].details)
    return tuple(kept)
