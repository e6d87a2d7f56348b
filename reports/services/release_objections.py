"""Professors and what is published about their papers: a link for them, objections, opting out."""

import logging

from django.core import signing
from django.db import transaction
from django.utils import timezone

from exams.models import Deed, Professor, User
from exams.services.trail import note
from exams.tenancy.scope import current_institution
from reports.models import Objection
from reports.services.release import ReleaseRefused

audit = logging.getLogger("profiler.audit")
SALT = "reports.notice"
MOST_OPEN = 20  # objections of one professor that wait for an answer


def notice_token(professor: Professor) -> str:
    """What stands in the address of a professor's notice; always the same until it is renewed."""
    said = [current_institution(), professor.pk, professor.notice_number]
    return signing.Signer(salt=SALT).sign_object(said)


def professor_of_notice(token: str) -> Professor | None:
    """The professor whose notice this is; None where the address is wrong, ended or another's."""
    try:
        said = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    institution, professor, number = said
    if institution != current_institution():
        return None
    return Professor.objects.filter(pk=professor, notice_number=number).first()


def renew_notice(professor: Professor, by: User | None = None) -> str:
    """A new token; those sent before end."""
    professor.notice_number += 1
    professor.save(update_fields=["notice_number"])
    audit.info("notice of professor %s renewed by %s", professor.pk, by)
    note(Deed.EDITED, professor, by, "notice_renewed")
    return notice_token(professor)


@transaction.atomic
def object_to(professor: Professor, text: str) -> Objection:
    """Keep an objection for the staff; raises `ReleaseRefused` where too many wait already."""
    open_ones = professor.objections.filter(verdict=Objection.Verdict.OPEN)
    if open_ones.count() >= MOST_OPEN:
        words = f"{MOST_OPEN} objections wait for an answer already. The office will answer them."
        raise ReleaseRefused("too_many", words)
    return Objection.objects.create(professor=professor, text=text)


@transaction.atomic
def opt_out(professor: Professor, text: str = "") -> Objection:
    """Leave a professor's papers out of everything that students read, from this moment on."""
    known = Professor.objects.select_for_update().get(pk=professor.pk)
    known.opted_out_at = known.opted_out_at or timezone.now()
    known.save(update_fields=["opted_out_at"])
    professor.opted_out_at = known.opted_out_at
    kind, verdict = Objection.Kind.OPT_OUT, Objection.Verdict.OPEN
    waiting = professor.objections.filter(kind=kind, verdict=verdict).first()
    audit.info("professor %s opted out", professor.pk)
    note(Deed.WITHDREW, professor, None, "opted_out")
    return waiting or Objection.objects.create(professor=professor, kind=kind, text=text)


@transaction.atomic
def opt_in(professor: Professor) -> None:
    """Show a professor's papers again, by their own wish; an opt-out that waits needs no answer."""
    Professor.objects.filter(pk=professor.pk).update(opted_out_at=None)
    professor.opted_out_at = None
    waiting = professor.objections.filter(
        kind=Objection.Kind.OPT_OUT, verdict=Objection.Verdict.OPEN
    )
    waiting.update(
        verdict=Objection.Verdict.REJECTED,
        answer="Taken back by the professor.",
        answered_at=timezone.now(),
    )
    audit.info("professor %s is shown again, by their own wish", professor.pk)
    note(Deed.RELEASED, professor, None, "opted_in")


@transaction.atomic
def answer_objection(
    objection: Objection, verdict: Objection.Verdict, answer: str, by: User | None = None
) -> Objection:
    """Answer an objection once, with a reason; a rejected opt-out shows the papers again.

    Raises `ReleaseRefused` where there is no reason, or an answer already.
    """
    if not answer.strip() or verdict == Objection.Verdict.OPEN:
        raise ReleaseRefused("no_reason", "Say why it is upheld or rejected.")
    found = Objection.objects.select_for_update().select_related("professor").get(pk=objection.pk)
    if found.verdict != Objection.Verdict.OPEN:
        raise ReleaseRefused("answered", "It has been answered already.")
    found.verdict, found.answer = verdict, answer.strip()
    found.answered_by, found.answered_at = by, timezone.now()
    found.save(update_fields=["verdict", "answer", "answered_by", "answered_at"])
    if found.kind == Objection.Kind.OPT_OUT and verdict == Objection.Verdict.REJECTED:
        Professor.objects.filter(pk=found.professor_id).update(opted_out_at=None)
    audit.info("objection %s: %s by %s", found.pk, verdict, by)
    note(Deed.EDITED, found.professor, by, "answered", verdict=verdict)
    return found
