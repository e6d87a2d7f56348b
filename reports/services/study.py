"""What students keep: plans, topics they know, marks they gave themselves, their calendar."""

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone

from analysis.models import Question
from analysis.statistics.counting import topic_key
from exams.models import Membership, Professor, User
from exams.tenancy.scope import current_institution
from reports.models import KnownTopic, OwnMark, Plan
from reports.study.plan import find_plan, topics_of

SALT = "reports.calendar"
WISHES = ("exam_on", "hours_a_week", "half", "starts_at")


@transaction.atomic
def keep_plan(user: User, professor: Professor, wish: Mapping[str, Any]) -> Plan:
    """Keep what somebody wishes (see `WISHES`); its days count anew from today."""
    plan = _own_plan(user, professor)
    for name in WISHES:
        setattr(plan, name, wish[name])
    return _from_today(plan)


def _own_plan(user: User, professor: Professor) -> Plan:
    """The plan, made where there is none; two requests at once make one."""
    plan, _ = Plan.objects.get_or_create(user=user, professor=professor)
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _from_today(plan: Plan) -> Plan:
    plan.begun_on = timezone.localdate()
    plan.save()
    return plan


@transaction.atomic
def tick_topic(user: User, professor: Professor, name: str, *, known: bool) -> bool:
    """Keep that somebody knows a topic, or does not; the plan counts anew from today.

    False where the professor's courses have no topic of that name.
    """
    named = [one for one in topics_of(professor) if topic_key(one.name) == topic_key(name)]
    meant = {one.counts_as_id or one.pk for one in named}
    if not meant:
        return False
    own = KnownTopic.objects.filter(user=user, topic__in=meant)
    if known:
        there = set(own.values_list("topic", flat=True))
        KnownTopic.objects.bulk_create(
            KnownTopic(user=user, topic_id=topic) for topic in sorted(meant - there)
        )
    else:
        own.delete()
    _from_today(_own_plan(user, professor))
    return True


@transaction.atomic
def keep_marks(user: User, given: Mapping[Question, float]) -> int:
    """Keep what somebody gave their answers, each within its marks; returns how many."""
    for question, marks in given.items():
        most = most_of(question)
        kept = {"marks": min(max(marks, 0.0), most), "most": most}
        OwnMark.objects.update_or_create(user=user, question=question, defaults=kept)
    return len(given)


def most_of(question: Question) -> float:
    """What can be got on a question; 1 where no marks are printed."""
    return float(question.marks) if question.marks else 1.0


@transaction.atomic
def open_feed(user: User, professor: Professor) -> Plan:
    """Make a new address of the calendar; one that was given before ends."""
    plan = _own_plan(user, professor)
    plan.feed_open = True
    plan.feed_number += 1
    plan.save()
    return plan


@transaction.atomic
def close_feed(user: User, professor: Professor) -> Plan:
    """End the address of the calendar."""
    plan = find_plan(user, professor)
    if plan.pk:
        plan.feed_open = False
        plan.save()
    return plan


def feed_token(plan: Plan) -> str:
    """What stands in the address of a calendar: signed with 256 bits, and kept nowhere."""
    said = [current_institution(), plan.pk, plan.feed_number]
    return signing.Signer(salt=SALT).sign_object(said)


def plan_of_feed(token: str) -> tuple[Plan, Membership] | None:
    """The plan whose calendar this is, and its owner's membership.

    None where the address is wrong, ended or another institution's, and where its owner may no
    longer log in here.
    """
    try:
        said = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    institution, key, number = said
    if institution != current_institution():
        return None
    plans = Plan.objects.select_related("user", "professor")
    plan = plans.filter(pk=key, feed_number=number, feed_open=True, user__is_active=True).first()
    member = plan and Membership.objects.filter(user=plan.user).first()
    return (plan, member) if plan and member else None
