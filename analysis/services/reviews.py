"""Decisions of people about questions: written down, applied, and applied again after every run."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from analysis.models import Extraction, Question, Review, ReviewAction
from exams.models import Course, Paper, Topic, User
from exams.outline.model import Outline
from exams.services.topics import topics_named

EDITABLE = ("number", "marks", "text", "topic", "difficulty", "bloom")
KEPT = (
    *("number", "stem_number", "section", "text", "stem", "marks_source", "page", "boxes"),
    *("figures", "stem_figures"),
    *("choice_group", "weight", "command", "difficulty", "bloom", "requires_derivation"),
    *("question_type", "topic_confidence", "label_confidence", "confidence", "position"),
)
SURE = {"confidence": 1.0, "topic_confidence": 1.0, "label_confidence": 1.0}
Values = dict[str, Any]


def keys_of(outline: Outline) -> list[str]:
    """A name for each question that a new reading finds again: section, number, which of them."""
    seen: Counter[str] = Counter()
    keys = []
    for one in outline.questions:
        key = f"{(one.section or '')[:200]}|{one.number[:60]}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys


def key_at(paper: Paper, position: int) -> str:
    """The name of the question at a place of the paper's outline; a place of its own beyond it."""
    keys = keys_of(paper.outline) if paper.outline else []
    return keys[position] if position < len(keys) else f"#{position}"


def snapshot(row: Question) -> Values:
    """A question's columns as JSON has them, topics by name."""
    values = {name: getattr(row, name) for name in KEPT}
    return values | {
        "marks": None if row.marks is None else str(row.marks),
        "topic": row.topic.name if row.topic else "",
        "secondary_topic": row.secondary_topic.name if row.secondary_topic else "",
    }


@transaction.atomic
def change(row: Question, wanted: Mapping[str, Any], reviewer: User) -> Review:
    """Hold a question against every later run, put right: `wanted` has the values of `EDITABLE`.

    The topic is given by name. Where nothing differs the question is approved as it stands.
    """
    before = snapshot(row)
    marks = wanted["marks"]
    text = None if marks is None else str(Decimal(marks).quantize(Decimal("0.01")))
    after = {name: wanted[name] for name in EDITABLE} | {"marks": text}
    same = all(after[name] == before[name] for name in EDITABLE)
    action = ReviewAction.APPROVED if same else ReviewAction.CHANGED
    return _decide(row, action, before, after, reviewer)


@transaction.atomic
def remove(row: Question, reviewer: User) -> Review:
    """Take out what is no question; it can be put back."""
    return _decide(row, ReviewAction.REMOVED, snapshot(row), {}, reviewer)


@transaction.atomic
def restore(review: Review, reviewer: User) -> Review:
    """Put back a question that was removed by `review`, in each extraction that it was in."""
    before = review.before
    after = {name: before[name] for name in EDITABLE}
    made = Review.objects.create(
        paper=review.paper,
        key=review.key,
        action=ReviewAction.RESTORED,
        before=before,
        after=after,
        reviewer=reviewer,
    )
    for extraction in Extraction.objects.filter(paper=review.paper):
        if not extraction.questions.filter(position=before["position"]).exists():
            values = {name: before[name] for name in KEPT}
            row = Question(extraction=extraction, paper=review.paper, **values)
            _hold([(row, after)], review.paper.course)
            row.save()
    return made


def settle_paper(paper: Paper, reviewer: User) -> Review:
    """Say that the doubts about a paper as a whole were looked at."""
    return Review.objects.create(paper=paper, action=ReviewAction.APPROVED, reviewer=reviewer)


def _decide(
    row: Question, action: ReviewAction, before: Values, after: Values, reviewer: User
) -> Review:
    made = Review.objects.create(
        paper=row.paper,
        key=key_at(row.paper, row.position),
        action=action,
        before=before,
        after=after,
        reviewer=reviewer,
    )
    for other in Extraction.objects.filter(paper=row.paper):
        rows = list(other.questions.filter(position=row.position))
        if action == ReviewAction.REMOVED:
            Question.objects.filter(pk__in=[one.pk for one in rows]).delete()
        else:
            _hold([(one, after) for one in rows], row.paper.course)
            for one in rows:
                one.save()
    return made


def latest_reviews(paper: Paper) -> dict[str, Review]:
    """The decision that holds for each question of a paper, by key; "" is the paper itself."""
    return {review.key: review for review in Review.objects.filter(paper=paper).order_by("pk")}


def hold_reviewed(paper: Paper, outline: Outline, rows: Sequence[Question]) -> list[Question]:
    """Rows of an extraction as people decided: removed ones left out, the others put right.

    The rows may be new or stored; nothing is saved here.
    """
    decided = latest_reviews(paper)
    if not decided:
        return list(rows)
    keys = dict(enumerate(keys_of(outline)))
    kept, held = [], []
    for row in rows:
        review = decided.get(keys.get(row.position, f"#{row.position}"))
        if review is not None and review.action == ReviewAction.REMOVED:
            continue
        kept.append(row)
        if review is not None:
            held.append((row, review.after))
    _hold(held, paper.course)
    return kept


def _hold(pairs: Iterable[tuple[Question, Values]], course: Course | None) -> None:
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
        for name in ("text", "difficulty", "bloom"):
            setattr(row, name, after[name])
        for name, value in SURE.items():
            setattr(row, name, value)


def stem_of(section: str, number: str) -> str:
    """The top-level question of a number: "B 3" for 3(b)(ii) of section B."""
    lead = re.match(r"\W*([^\W_]+)", number)
    return " ".join(filter(None, (section, lead[1] if lead else "")))[:60]
