"""The trail: written beside what is done, in the same transaction, and never changed."""

from typing import Any

from exams.models import TrailEntry, User
from exams.models.trail import Deed


def note(deed: Deed, about: Any, by: User | None, code: str = "", **values: Any) -> TrailEntry:
    """Write down who did what; somebody without an account is "a program" or "the system".

    `about` is what a thing is called, in no language of ours; people are given as numbers among
    the `values`. `code` says what was done: `exams.trail_words` puts it in words.
    """
    return TrailEntry.objects.create(
        deed=deed,
        person_id=by.pk if by is not None else None,
        about=str(about)[:300],
        code=code,
        values=values,
    )
