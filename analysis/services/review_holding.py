"""What decisions of people do to rows: when they are made, and again after every later run."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from analysis.models import Extraction, Question, Review, ReviewAction
from exams.models import Course, Paper, Topic
from exams.outline.model import Outline
from exams.services.topics import topics_named

EDITABLE = ("number", "marks", "text", "topic", "difficulty", "bloom")
KEPT = (
    *("number", "stem_number", "section", "text", "stem", "marks_source", "page", "boxes"),
    *("figures", "stem_figures"),
    *("choice_group", "weight", "command", "difficulty", "bloom", "requires_derivation"),
    *("question_type", "topic_confidence", "label_confidence", "confidence", "position", "part"),
)
HELD = ("text", "difficulty", "bloom", "boxes", "figures")  # set as they are, where decided
SURE = {"confidence": 1.0, "topic_confidence": 1.0, "label_confidence": 1.0}
PART = "|part "  # in the key of what was split off
Values = dict[str, Any]
Place = tuple[int, int]  # position and part


def keys_of(outline: Outline) -> list[str]:
    """A name for each question that a new reading finds again: section, number, which of them."""
    seen: Counter[str] = Counter()
    keys = []
    for one in outline.questions:
        key = f"{(one.section or '')[:200]}|{one.number[:60]}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys


def key_at(paper: Paper, position: int, part: int = 0) -> str:
    """The name of the question at a place of the paper's outline; a place of its own beyond it."""
    return _key(keys_of(paper.outline) if paper.outline else [], position, part)


def _key(keys: Sequence[str], position: int, part: int) -> str:
    base = keys[position] if position < len(keys) else f"#{position}"
    return f"{base}{PART}{part}" if part else base


def place_of(paper: Paper, key: str) -> Place | None:
    """Where a question stands in today's outline; None where it is not read any more."""
    keys = keys_of(paper.outline) if paper.outline else []
    return _place(keys, key)


def _place(keys: Sequence[str], key: str) -> Place | None:
    base, _, part = key.partition(PART)
    if base in keys:
        return keys.index(base), int(part or 0)
    beyond = re.fullmatch(r"#(\d+)", base)
    return (int(beyond[1]), int(part or 0)) if beyond else None


def snapshot(row: Question) -> Values:
    """A question's columns as JSON has them, topics by name."""
    values = {name: getattr(row, name) for name in KEPT}
    return values | {
        "marks": None if row.marks is None else str(row.marks),
        "topic": row.topic.name if row.topic else "",
        "secondary_topic": row.secondary_topic.name if row.secondary_topic else "",
    }


def rows_at(paper: Paper, place: Place) -> list[Question]:
    """The question at a place in each extraction of the paper, the latest first."""
    rows = Question.objects.filter(paper=paper, position=place[0], part=place[1])
    return list(rows.select_related("topic", "secondary_topic").order_by("-extraction"))


def standing(decisions: Iterable[Review]) -> dict[tuple[int, str], list[Review]]:
    """The decisions of each paper and key that were not taken back, in their order."""
    found: dict[tuple[int, str], list[Review]] = {}
    for one in sorted(decisions, key=lambda one: one.pk):
        stack = found.setdefault((one.paper_id, one.key), [])
        if one.action != ReviewAction.UNDONE:
            stack.append(one)
        elif stack:
            stack.pop()
    return {place: stack for place, stack in found.items() if stack}


def latest_reviews(paper: Paper) -> dict[str, Review]:
    """The decision that holds for each question of a paper, by key; "" is the paper itself."""
    stacks = standing(Review.objects.filter(paper=paper).select_related("reviewer"))
    return {key: stack[-1] for (_, key), stack in stacks.items()}


def hold_reviewed(paper: Paper, outline: Outline, rows: Sequence[Question]) -> list[Question]:
    """Rows of an extraction as people decided: some left out, some put right, some split off.

    The rows may be new or stored; nothing is saved here.
    """
    decided = latest_reviews(paper)
    if not decided or not rows:
        return list(rows)
    keys = keys_of(outline)
    kept, held = [], []
    for row in rows:
        review = decided.pop(_key(keys, row.position, row.part), None)
        if review is None or review.after:
            kept.append(row)
        if review is not None and review.after:
            held.append((row, review.after))
    for key, review in decided.items():
        place = _place(keys, key) if PART in key and review.after else None
        if place is not None:
            kept.append(made_of(review.after, rows[0].extraction, place))
            held.append((kept[-1], review.after))
    hold(held, paper.course)
    return kept


def put_right(paper: Paper, place: Place, after: Values, whole: Values | None = None) -> None:
    """Have a question count as decided in every extraction; gone where nothing is to hold.

    Where it is missing it is made of `whole`, if that is given.
    """
    rows = rows_at(paper, place)
    if not after:
        Question.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return
    if whole is not None:
        there = {row.extraction_id for row in rows}
        missing = Extraction.objects.filter(paper=paper).exclude(pk__in=there)
        rows += [made_of(whole, extraction, place) for extraction in missing]
    hold([(row, after) for row in rows], paper.course)
    for row in rows:
        row.save()


def put_back(paper: Paper, place: Place, before: Values) -> None:
    """Have a question stand again as before any decision, in each extraction as its engine said."""
    there = {row.extraction_id: row for row in rows_at(paper, place)}
    others = before.get("others", {})
    for extraction in Extraction.objects.filter(paper=paper):
        values = others.get(str(extraction.pk), before)
        row = there.get(extraction.pk) or made_of(values, extraction, place)
        for name in set(KEPT) - {"position", "part"}:
            setattr(row, name, values[name])
        row.marks = None if values["marks"] is None else Decimal(values["marks"])
        names = tuple(filter(None, (values["topic"], values["secondary_topic"])))
        topics = topics_named(paper.course, names) if paper.course and names else {}
        row.topic = topics.get(values["topic"])
        row.secondary_topic = topics.get(values["secondary_topic"])
        row.save()


def made_of(values: Values, extraction: Extraction, place: Place) -> Question:
    """A row that an extraction lacks, its topic and marks still to be held."""
    columns = {name: values[name] for name in KEPT if name in values}
    columns |= {"position": place[0], "part": place[1]}
    return Question(extraction=extraction, paper_id=extraction.paper_id, **columns)


def hold(pairs: Iterable[tuple[Question, Values]], course: Course | None) -> None:
    """Give each row the values that people decided on; their topics are found by name."""
    chosen = list(pairs)
    names = tuple(dict.fromkeys(after["topic"] for _, after in chosen if after["topic"]))
    topics: dict[str, Topic] = topics_named(course, names) if course and names else {}
    for row, after in chosen:
        row.topic = topics.get(after["topic"])
        row.marks = None if after["marks"] is None else Decimal(after["marks"])
        if row.number != after["number"]:
            row.number = after["number"]
            row.stem_number = stem_of(row.section, row.number)
        for name, value in _decided(after).items():
            setattr(row, name, value)


def _decided(after: Mapping[str, Any]) -> Values:
    return {name: after[name] for name in HELD if name in after} | SURE


def stem_of(section: str, number: str) -> str:
    """The top-level question of a number: "B 3" for 3(b)(ii) of section B."""
    lead = re.match(r"\W*([^\W_]+)", number)
    return " ".join(filter(None, (section, lead[1] if lead else "")))[:60]
