"""Lines of the trail in words. One without a code says what was written down then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exams.models import Invitation, TrailEntry, User
from exams.trail_words import Words, wording_of


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the trail in words; `person` is empty for programs and the system."""

    entry: TrailEntry
    person: str
    about: str
    detail: str


def lines(entries: Iterable[TrailEntry]) -> list[Line]:
    """Lines in words, with people's names as they are today; two queries."""
    found = list(entries)
    people = names_of({number for one in found for number in numbers_in(one)})
    invited = {one.values["invitation"] for one in found if "invitation" in one.values}
    meant = dict(Invitation.objects.filter(pk__in=invited).values_list("pk", "meant_for"))
    return [Line(one, person_of(one, people), *told(one, people, meant)) for one in found]


def numbers_in(entry: TrailEntry) -> set[int]:
    """The people that a line names by number."""
    return {number for number in (entry.person_id, entry.values.get("member")) if number}


def names_of(numbers: Iterable[int]) -> dict[int, str]:
    """The names of those whose accounts are still there."""
    return {one.pk: str(one) for one in User.objects.filter(pk__in=set(numbers))}


def person_of(entry: TrailEntry, people: Mapping[int, str]) -> str:
    """Who did it."""
    if entry.person_id is None:
        return entry.person
    return people.get(entry.person_id) or entry.person or gone()


def gone() -> str:
    """What stands for somebody whose account was removed."""
    return _("somebody whose account is gone")


def told(entry: TrailEntry, people: Mapping[int, str], meant: Mapping[int, str]) -> Words:
    """What a line is about, and what was done."""
    wording = wording_of(entry.code)
    if wording is None:
        return entry.about, entry.detail
    values = dict(entry.values)
    if "member" in values:
        values["member"] = people.get(values["member"]) or gone()
    if "invitation" in values:
        values["invitation"] = meant.get(values["invitation"]) or gone()
    return wording(entry.about, **values)
