"""The page of a profile, which is drawn once and kept: it stays the same until the next publishing.

Whether somebody may read it is asked each time; what is kept here is only its looks.
"""

from functools import cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from reports import selectors
from reports.charts.scale import Link
from reports.document import ProfileDocument
from reports.evidence import NOW
from reports.models import Profile, Report
from reports.profile.presentation import present
from reports.search.links import mix_searches


def looks_of(profile: Profile, report: Report | None, *, now: bool, staff: bool) -> dict[str, Any]:
    """What the template of a profile shows, each read and computed only where it is asked for.

    `kept_as` is the key under which the template keeps what it has drawn: all that the drawing
    depends on. `now`: of the papers since the last change alone, where there is one.
    """

    @cache
    def current() -> ProfileDocument | None:
        return selectors.current_document(selectors.document_of(profile)) if now else None

    @cache
    def document() -> ProfileDocument:
        return current() or selectors.document_of(profile)

    number = profile.professor_id
    made = (profile.pk, profile.published_at.isoformat(), profile.professor.name)
    asked = (get_language(), get_script_prefix(), now, staff, report is not None)
    return {
        "kept_as": (*made, *asked),
        "report": report,
        "only_current": SimpleLazyObject(lambda: current() is not None),
        "shown": SimpleLazyObject(
            lambda: present(document(), link_to(number, NOW if current() else ""))
        ),
        "searches": SimpleLazyObject(lambda: mix_searches(document().analysis, number)),
    }


def link_to(professor_id: int, before: str = "") -> Link:
    """Addresses of a profile's evidence; `before` stands in front of every key."""

    def link(key: str) -> str:
        return reverse("evidence", args=[professor_id, f"{before}{key}"])

    return link
