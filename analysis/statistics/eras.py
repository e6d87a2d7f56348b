"""Changes of the papers in words, and the eras between them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import fmean, median

from analysis.statistics.counting import topic_key
from analysis.statistics.features import NUMBERS, figures
from analysis.statistics.results import Change, ChangePoint, Era, Evidence
from analysis.statistics.rows import AskedQuestion, Sitting
from analysis.statistics.sentences import number, percent
from analysis.statistics.shifts import FEWEST_PAPERS, MOST_PAPERS, Shift, find_shifts

SHARES = {
    "questions with a choice": "of the questions leave a choice",
    "derivations": "of the questions are derivations",
    "analysis and higher": "of the questions ask to analyse, evaluate or create",
}
MOST_NAMED = 2  # topics or instructions that rose, and that fell
MEASURES = {name: (family, measure) for name, family, measure in NUMBERS}
LISTS: dict[str, tuple[str, Callable[[AskedQuestion], str]]] = {
    "topics": ("topics", lambda question: question.topic),
    "instructions": ("style", lambda question: question.command or ""),
}
FAMILY_WORDS = {
    "format": "The papers have another format",
    "topics": "The papers ask other topics",
    "style": "The papers ask in another way",
}


def datable(sittings: Sequence[Sitting]) -> list[Sitting]:
    """The arranged sittings that can be tested for changes: read, of a known year, the last 40."""
    return [one for one in sittings if one.year is not None and one.questions][-MOST_PAPERS:]


def enough_for_changes(sittings: Sequence[Sitting]) -> bool:
    """Whether there are papers enough to tell a change from chance."""
    return len(datable(sittings)) >= FEWEST_PAPERS


def change_points(sittings: Sequence[Sitting]) -> tuple[ChangePoint, ...]:
    """Every change that the arranged sittings show, in the order of time."""
    dated = datable(sittings)
    if len(dated) < FEWEST_PAPERS:
        return ()
    times = [(one.year, one.order) for one in dated]
    may_split = [False, *(earlier != later for earlier, later in pairwise(times))]
    shifts = find_shifts(figures(dated), may_split)
    edges = [0, *(shift.place for shift in shifts), len(dated)]
    return tuple(
        _described(shift, dated[edges[at] : shift.place], dated[shift.place : edges[at + 2]])
        for at, shift in enumerate(shifts)
    )


def _described(shift: Shift, before: Sequence[Sitting], after: Sequence[Sitting]) -> ChangePoint:
    changes = [
        change
        for name, p_value in sorted(shift.figures.items(), key=_telling_order)
        if (change := _change(name, p_value, before, after)) is not None
    ]
    since = after[0]
    told = "; ".join(
        f"{one.after} instead of {one.before}" if one.before else one.after for one in changes
    )
    families = [one.family for one in changes]
    first = FAMILY_WORDS[families[0]] if families else "The papers are different"
    return ChangePoint(
        since=since.label,
        year=since.year or 0,
        changes=tuple(changes),
        p_value=shift.p_value,
        title=f"{first} since {since.label}{': ' if told else ''}{told}.",
        evidence=_questions([*before, *after]),
    )


def _telling_order(item: tuple[str, float]) -> tuple[int, float]:
    order = [*MEASURES, "sections", "topics", "instructions"]
    return order.index(item[0]), item[1]


def _change(
    name: str, p_value: float, before: Sequence[Sitting], after: Sequence[Sitting]
) -> Change | None:
    if name in MEASURES:
        family, _ = MEASURES[name]
        first, (second, noun) = _value(name, before)[0], _value(name, after)
        if first != second:
            second = f"{second} {noun}"
    elif name == "sections":
        family, first, second = "format", _sections(before), _sections(after)
    else:
        family, first, second = LISTS[name][0], "", _moved(LISTS[name][1], before, after)
    if not second or first == second:
        return None
    return Change(name=name, family=family, before=first, after=second, p_value=p_value)


def _value(name: str, sittings: Sequence[Sitting]) -> tuple[str, str]:
    """A figure of an era and its words: "6" and "questions"."""
    measure = MEASURES[name][1]
    values = [value for one in sittings if (value := measure(one)) is not None]
    if name in SHARES:
        return percent(fmean(values)), SHARES[name]
    middle = median(values)
    return number(middle), name[:-1] if middle == 1 and name.endswith("s") else name


def _sections(sittings: Sequence[Sitting]) -> str:
    """The sections that most papers of an era have."""
    labels = [{_bare(q.section) for q in one.questions if q.section} for one in sittings]
    used = Counter(label for found in labels for label in found)
    usual = sorted(label for label, papers in used.items() if 2 * papers > len(sittings))
    return "sections " + ", ".join(usual) if usual else "no sections"


def _bare(section: str) -> str:
    """A section's label without the word itself."""
    return re.sub(r"^(section|part)\s+(?=\S)", "", section, flags=re.IGNORECASE)


def _moved(
    label: Callable[[AskedQuestion], str], before: Sequence[Sitting], after: Sequence[Sitting]
) -> str:
    """What is asked more and less than before, those that moved furthest."""
    names = {topic_key(label(q)): label(q) for one in (*before, *after) for q in one.questions}
    moved = {
        key: _rate(key, label, after) - _rate(key, label, before) for key in sorted(names) if key
    }
    rising = sorted((key for key in moved if moved[key] > 0), key=lambda key: -moved[key])
    falling = sorted((key for key in moved if moved[key] < 0), key=lambda key: moved[key])
    parts = [
        f"{word} {', '.join(' '.join(names[key].split()) for key in keys[:MOST_NAMED])}"
        for word, keys in (("more", rising), ("less", falling))
        if keys
    ]
    return ", ".join(parts)


def _rate(key: str, label: Callable[[AskedQuestion], str], sittings: Sequence[Sitting]) -> float:
    return fmean(
        sum(topic_key(label(question)) == key for question in one.questions) / len(one.questions)
        for one in sittings
    )


def eras(sittings: Sequence[Sitting], changes: Sequence[ChangePoint]) -> tuple[Era, ...]:
    """The papers between the changes; empty without any, papers without a year in none."""
    if not changes:
        return ()
    dated = [one for one in sittings if one.year is not None]
    starts = [0, *(_place_of(change.since, dated) for change in changes), len(dated)]
    return tuple(
        Era(label=_span(dated[start:end]), papers=tuple(one.paper_id for one in dated[start:end]))
        for start, end in pairwise(starts)
    )


def _place_of(label: str, dated: Sequence[Sitting]) -> int:
    return next(at for at, one in enumerate(dated) if one.label == label and one.questions)


def _span(sittings: Sequence[Sitting]) -> str:
    first, last = sittings[0].label, sittings[-1].label
    return first if first == last else f"{first} to {last}"


def _questions(sittings: Sequence[Sitting]) -> Evidence:
    return tuple(sorted(question.id for one in sittings for question in one.questions))
