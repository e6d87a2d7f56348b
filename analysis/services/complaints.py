"""What readers say is wrong with questions: kept for the reviewers, whose decision answers it."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from analysis.models import Complaint, Question, Review, ReviewAction
from analysis.services.review_holding import PART, key_at
from exams.models import Membership, User

MOST_A_DAY = 10  # of one person
A_DAY = timedelta(days=1)


class ComplaintRefused(Exception):
    """It is not taken; the message says why."""


@transaction.atomic
def complain(row: Question, user: User, kind: Complaint.Kind, words: str = "") -> Complaint:
    """Keep what somebody says is wrong with a question.

    Raises `ComplaintRefused` where they have said so already and nobody has looked yet, and after
    ten in a day. The person's row is locked meanwhile, so that no two requests count alike.
    """
    Membership.objects.select_for_update().get(user=user)
    own = Complaint.objects.filter(user=user)
    key = key_at(row.paper, row.position)
    if answered(own.filter(paper=row.paper, key=key)).filter(answer=None).exists():
        raise ComplaintRefused(_("You have said so already; it will be looked at."))
    if own.filter(created_at__gt=timezone.now() - A_DAY).count() >= MOST_A_DAY:
        words = _("That is %(most)s in a day. Please go on tomorrow.") % {"most": MOST_A_DAY}
        raise ComplaintRefused(words)
    return Complaint.objects.create(
        paper=row.paper,
        key=key,
        position=row.position,
        number=row.number,
        kind=kind,
        words=words.strip(),
        user=user,
    )


def answered(complaints: QuerySet[Complaint]) -> Any:
    """Each with the action of the latest decision since, as `answer`; None while it is open.

    A decision that was undone is none.
    """
    same = Q(key=OuterRef("key")) | Q(key__startswith=Concat(OuterRef("key"), Value(PART)))
    since = Review.objects.filter(
        same, paper=OuterRef("paper"), created_at__gt=OuterRef("created_at")
    )
    latest = Subquery(since.order_by("-pk").values("action")[:1])
    return complaints.annotate(answer=NullIf(latest, Value(str(ReviewAction.UNDONE))))


def complaints_of(user: User) -> Any:
    """Everything somebody has said, the latest first, each with its `answer`."""
    own = Complaint.objects.filter(user=user).select_related("paper__professor")
    return answered(own.defer("paper__outline_json"))


def latest_about(row: Question, user: User) -> Complaint | None:
    """What somebody said about a question last."""
    about = complaints_of(user).filter(paper=row.paper_id, position=row.position)
    found: Complaint | None = about.first()
    return found


def open_complaints(papers: Collection[int]) -> dict[tuple[int, int], list[Complaint]]:
    """What nobody has looked at yet in these papers, by paper and place of the question."""
    found: dict[tuple[int, int], list[Complaint]] = {}
    waiting = answered(Complaint.objects.filter(paper__in=papers)).filter(answer=None)
    for one in waiting.order_by("pk"):
        found.setdefault((one.paper_id, one.position), []).append(one)
    return found


def said_words(complaints: Collection[Complaint]) -> tuple[str, ...]:
    """What readers say of one question, a phrase for each."""
    return tuple(
        ": ".join(filter(None, (_("a reader says: %s") % one.get_kind_display(), one.words)))
        for one in complaints
    )


def answer_words(action: str | None) -> str:
    """What became of a complaint, for the person who made it."""
    if action is None:
        return _("Nobody has looked at it yet.")
    if action == ReviewAction.APPROVED:
        return _("Looked at: it stays as it is.")
    if action == ReviewAction.REMOVED:
        return _("Taken out: it is no question.")
    return _("Put right. Thank you.")
