"""The two sides of a comparison: a professor's papers, a course's, or those of one era.

Only papers behind published profiles are compared, so that every number opens for every member.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _

from analysis.models import Extraction
from analysis.services.sittings import sittings_of
from analysis.statistics.rows import Sitting
from exams.errors import NotFound
from exams.models import Paper
from reports.models import Profile
from reports.releases import shown_profiles


class Side(NamedTuple):
    """One side: its key in addresses, its name, and its papers by profile."""

    key: str
    name: str
    group: str  # _("Professors"), _("Courses") or _("Eras")
    papers: dict[int, frozenset[int]]  # ids of papers, by the id of the profile they are behind


def list_sides() -> list[Side]:
    """Everything that can be compared: professors, then courses, then eras; two queries.

    Of a profile only its papers and eras are read.
    """
    shown = shown_profiles().select_related("professor").defer("document")
    analysis = {name: F(f"document__analysis__{name}") for name in ("papers", "eras")}
    profiles = list(shown.annotate(**analysis).order_by("professor__name", "pk"))
    return [*_professors(profiles), *_courses(profiles), *_eras(profiles)]


def _papers_of(profile: Any) -> frozenset[int]:
    return frozenset(paper["paper_id"] for paper in profile.papers)


def _professors(profiles: list[Any]) -> Iterator[Side]:
    for profile in profiles:
        key = f"professor-{profile.professor_id}"
        yield Side(key, profile.professor.name, _("Professors"), {profile.pk: _papers_of(profile)})


def _courses(profiles: list[Any]) -> Iterator[Side]:
    owner = {paper: profile.pk for profile in profiles for paper in _papers_of(profile)}
    papers = Paper.objects.filter(pk__in=owner, course__isnull=False).select_related("course")
    found: dict[tuple[str, str], dict[int, set[int]]] = {}
    for paper in papers.defer("outline_json"):
        named = (str(paper.course), f"course-{paper.course_id}")
        found.setdefault(named, {}).setdefault(owner[paper.pk], set()).add(paper.pk)
    for (name, key), by_profile in sorted(found.items()):
        yield Side(key, name, _("Courses"), {pk: frozenset(ids) for pk, ids in by_profile.items()})


def _eras(profiles: list[Any]) -> Iterator[Side]:
    for profile in profiles:
        for place, era in enumerate(profile.eras or ()):
            key = f"era-{profile.professor_id}-{place}"
            name = f"{profile.professor.name}, {era['label']}"
            yield Side(key, name, _("Eras"), {profile.pk: frozenset(era["papers"])})


def find_side(sides: list[Side], key: str) -> Side:
    """The side with this key; raises `NotFound`."""
    for side in sides:
        if side.key == key:
            return side
    raise NotFound("No such papers to compare.")


def sittings_of_side(side: Side, without: Side | None = None) -> list[Sitting]:
    """The papers of a side as the statistics see them, but for those that `without` has too."""
    left_out = frozenset[int]().union(*without.papers.values()) if without else frozenset[int]()
    profiles = Profile.objects.select_related("job").defer("document", "job__analysis")
    latest: dict[int, Extraction] = {}
    for profile in profiles.filter(pk__in=side.papers):
        wanted = side.papers[profile.pk] - left_out
        rows = Extraction.objects.filter(paper__in=wanted, engine=profile.job.model)
        latest |= {one.paper_id: one for one in rows.select_related("paper").order_by("pk")}
    return sittings_of(latest.values())
