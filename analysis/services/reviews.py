"""Decisions of people about questions: approved, put right, split, merged, removed, undone.

Each is written down, applied at once, and applied again after every run (`review_holding`).
"""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from analysis.models import Question, Review, ReviewAction
from analysis.services.meanings import index_meanings
from analysis.services.review_holding import (
    EDITABLE,
    KEPT,
    PART,
    Values,
    hold_reviewed,
    key_at,
    keys_of,
    latest_reviews,
    place_of,
    put_back,
    put_right,
    rows_at,
    snapshot,
    standing,
)
from exams.models import Paper, User

LOOKED_BACK = 20  # decisions of a reviewer among which the last edit is looked for

__all__ = [
    "EDITABLE",
    "DecidedMeanwhile",
    "ReviewRefused",
    "change",
    "hold_reviewed",
    "key_at",
    "keys_of",
    "last_decision",
    "last_edit",
    "latest_reviews",
    "merge",
    "neighbour",
    "place_of",
    "refuse_decided",
    "remove",
    "restore",
    "rows_at",
    "settle_paper",
    "snapshot",
    "split",
    "undo",
]


class ReviewRefused(ValueError):
    """A decision that cannot be made, with the words why; `code` is for programs."""

    code = "cannot_decide"


class DecidedMeanwhile(ReviewRefused):
    """Somebody else has decided on the question since it was shown."""

    code = "decided_meanwhile"


def last_decision(row: Question) -> Review | None:
    """The latest decision on a question, taken back or not."""
    own = Review.objects.filter(paper=row.paper, key=key_at(row.paper, row.position, row.part))
    return own.select_related("reviewer").order_by("-pk").first()


def refuse_decided(row: Question, seen: int, reviewer: User) -> None:
    """Raise `DecidedMeanwhile` where another reviewer's decision came after number `seen`.

    0 stands for none. Whoever decides on the same paper at this moment is waited for.
    """
    Paper.objects.select_for_update().only("pk").get(pk=row.paper_id)
    last = last_decision(row)
    if last is not None and last.pk > seen and last.reviewer != reviewer:
        words = _("{reviewer} decided on {number} while you looked at it ({action}).")
        raise DecidedMeanwhile(
            words.format(
                reviewer=last.reviewer or _("Somebody"),
                number=row.number,
                action=last.get_action_display(),
            )
        )


@transaction.atomic
def change(row: Question, wanted: Mapping[str, Any], reviewer: User | None) -> Review:
    """Hold a question against every later run, put right: `wanted` has the values of `EDITABLE`.

    The topic is given by name. Where nothing differs the question is approved as it stands.
    """
    before, after = snapshot(row), editable(wanted)
    same = all(after[name] == before[name] for name in EDITABLE)
    action = ReviewAction.APPROVED if same else ReviewAction.CHANGED
    return _decide(row, action, after, reviewer)


def editable(wanted: Mapping[str, Any]) -> Values:
    """The values of `EDITABLE` as they are kept: marks as text with two places."""
    marks = wanted["marks"]
    text = None if marks is None else str(Decimal(marks).quantize(Decimal("0.01")))
    return {name: wanted[name] for name in EDITABLE} | {"marks": text}


@transaction.atomic
def remove(row: Question, reviewer: User | None) -> Review:
    """Take out what is no question; it can be put back."""
    return _decide(row, ReviewAction.REMOVED, {}, reviewer)


@transaction.atomic
def split(
    row: Question, first: Mapping[str, Any], second: Mapping[str, Any], reviewer: User | None
) -> tuple[Review, Review]:
    """Make two questions of one: `first` stays in its place, `second` comes behind it.

    Each has number, marks and text; topic, difficulty and level are those of the whole until they
    are changed. Both show the printed place of the whole. Raises `ReviewRefused` for an empty half.
    """
    if not first["text"].strip() or not second["text"].strip():
        raise ReviewRefused(_("Each of the two questions needs a text."))
    whole, together = snapshot(row), uuid.uuid4()
    halves = [editable(whole | dict(half)) for half in (first, second)]
    part = _next_part(row)
    kept = _decide(row, ReviewAction.SPLIT, halves[0], reviewer, together)
    after = whole | halves[1] | {"part": part}
    made = Review.objects.create(
        paper=row.paper,
        key=key_at(row.paper, row.position, part),
        action=ReviewAction.SPLIT,
        after=after,
        reviewer=reviewer,
        together=together,
    )
    put_right(row.paper, (row.position, part), after, whole=after)
    index_meanings(row.paper)
    return kept, made


def _next_part(row: Question) -> int:
    """A number that no part split off this question has or had."""
    base = key_at(row.paper, row.position) + PART
    had = Review.objects.filter(paper=row.paper, key__startswith=base)
    return 1 + max(
        (int(key.removeprefix(base)) for key in had.values_list("key", flat=True)), default=0
    )


@transaction.atomic
def merge(row: Question, other: Question, reviewer: User | None) -> tuple[Review, Review]:
    """Make one question of two of an extraction: `row` takes text, marks and places of `other`.

    Raises `ReviewRefused` for questions of two extractions, and for one with itself.
    """
    if row.extraction_id != other.extraction_id or row.pk == other.pk:
        raise ReviewRefused(_("Only two questions of one paper can be merged."))
    marks = [one.marks for one in (row, other) if one.marks is not None]
    together = uuid.uuid4()
    after = snapshot(row) | {
        "text": "\n".join(filter(None, (row.text, other.text))),
        "marks": sum(marks, Decimal(0)) if marks else None,
    }
    places = {
        name: [*own, *(box for box in getattr(other, name) if box not in own)]
        for name, own in (("boxes", row.boxes), ("figures", row.figures))
    }
    kept = _decide(row, ReviewAction.MERGED, editable(after) | places, reviewer, together)
    return kept, _decide(other, ReviewAction.MERGED, {}, reviewer, together)


@transaction.atomic
def restore(review: Review, reviewer: User | None) -> Review:
    """Put back a question that was removed by `review`, in each extraction that it was in."""
    after = {name: review.before[name] for name in EDITABLE}
    if review.before.get("part"):
        after = {name: review.before[name] for name in (*EDITABLE, *KEPT)}
    made = Review.objects.create(
        paper=review.paper,
        key=review.key,
        action=ReviewAction.RESTORED,
        before=review.before,
        after=after,
        reviewer=reviewer,
    )
    place = place_of(review.paper, review.key)
    if place is not None:
        put_right(review.paper, place, after, whole=review.before)
    return made


def settle_paper(paper: Paper, reviewer: User | None) -> Review:
    """Say that the doubts about a paper as a whole were looked at."""
    return Review.objects.create(paper=paper, action=ReviewAction.APPROVED, reviewer=reviewer)


@transaction.atomic
def undo(review: Review, reviewer: User | None) -> list[Review]:
    """Take back an edit, with what was decided together with it; returns what was written down.

    What held before it holds again: an earlier decision, else what each engine said. Raises
    `ReviewRefused` where somebody has decided later, or taken it back already.
    """
    paper = Paper.objects.select_for_update().get(pk=review.paper_id)
    stacks = standing(Review.objects.filter(paper=paper))
    edit = _edit_of(review)
    if any(stacks.get((one.paper_id, one.key), [one])[-1] != one for one in edit) or not all(
        (one.paper_id, one.key) in stacks for one in edit
    ):
        raise ReviewRefused(_("Something was decided later. Look at the question again."))
    return [_take_back(paper, one, stacks[one.paper_id, one.key], reviewer) for one in edit]


def _take_back(paper: Paper, one: Review, stack: list[Review], reviewer: User | None) -> Review:
    place = place_of(paper, one.key)
    rows = rows_at(paper, place) if place else []
    made = Review.objects.create(
        paper=paper,
        key=one.key,
        action=ReviewAction.UNDONE,
        before=snapshot(rows[0]) if rows else {},
        reviewer=reviewer,
        together=one.together,
    )
    if place is None:
        return made
    if len(stack) > 1:
        earlier = stack[-2]
        put_right(paper, place, earlier.after, whole=one.before or earlier.after)
    elif one.before:
        put_back(paper, place, one.before)
    else:
        put_right(paper, place, {})
    return made


def _edit_of(review: Review) -> list[Review]:
    if review.together is None:
        return [review]
    edit = Review.objects.filter(together=review.together, paper=review.paper_id)
    return list(edit.exclude(action=ReviewAction.UNDONE).order_by("pk"))


def last_edit(reviewer: User) -> Review | None:
    """The latest decision of this reviewer that can be taken back; None where there is none."""
    own = Review.objects.filter(reviewer=reviewer).exclude(action=ReviewAction.UNDONE)
    latest = list(own.select_related("paper").order_by("-pk")[:LOOKED_BACK])
    stacks = standing(Review.objects.filter(paper__in={one.paper_id for one in latest}))
    tops = {stack[-1].pk for stack in stacks.values()}
    return next((one for one in latest if one.pk in tops), None)


def neighbour(row: Question, step: int) -> Question | None:
    """The question before (-1) or after (1) in the same extraction; None at its end."""
    rows = list(row.extraction.questions.order_by("position", "part"))
    place = [one.pk for one in rows].index(row.pk) + step
    return rows[place] if 0 <= place < len(rows) else None


def _decide(
    row: Question,
    action: ReviewAction,
    after: Values,
    reviewer: User | None,
    together: uuid.UUID | None = None,
) -> Review:
    place = (row.position, row.part)
    others = [one for one in rows_at(row.paper, place) if one.pk != row.pk]
    before = snapshot(row) | {"others": {str(one.extraction_id): snapshot(one) for one in others}}
    if row.part and after:  # no engine reads it again: all of it is kept
        after = snapshot(row) | after
    elif after:  # once merged, it keeps its printed places
        held = latest_reviews(row.paper).get(key_at(row.paper, *place))
        merged = held.after if held else {}
        after = {name: merged[name] for name in ("boxes", "figures") if name in merged} | after
    made = Review.objects.create(
        paper=row.paper,
        key=key_at(row.paper, *place),
        action=action,
        before=before,
        after=after,
        reviewer=reviewer,
        together=together,
    )
    put_right(row.paper, place, after)
    if action != ReviewAction.APPROVED:
        index_meanings(row.paper)
    return made
