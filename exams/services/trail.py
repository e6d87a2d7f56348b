"""The trail: written beside what is done, in the same transaction, and never changed."""

from typing import Any

from exams.models import TrailEntry, User
from exams.models.trail import Deed


def note(deed: Deed, about: Any, by: User | None, detail: str = "") -> TrailEntry:
    """Write down who did what; somebody without an account is "a program" or "the system"."""
    person = by if by is not None and by.pk else None
    return TrailEntry.objects.create(
        deed=deed,
        person_id=person.pk if person else None,
        person=str(person)[:200] if person else "",
        about=str(about)[:300],
        detail=detail[:500],
    )
