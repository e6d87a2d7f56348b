"""Who sees what: the release of papers, the state of profiles, and how long papers are kept.

The only writer of these; each change is logged with who made it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from analysis.models import Job
from exams.enums import ReleaseState
from exams.errors import PaperRejected
from exams.models import Course, Deed, Institution, Paper, User
from exams.services.trail import note
from exams.tenancy.scope import current_institution
from reports.models import Profile, ProfileState

audit = logging.getLogger("profiler.audit")
LONGEST_REASON = 300  # letters
MOST_YEARS = 100


class ReleaseRefused(PaperRejected):
    """A change that is not made; the words say what is missing."""


@dataclass(frozen=True, slots=True)
class Release:
    """What students are to see of a paper, with what the state needs."""

    state: ReleaseState
    until: date | None = None
    reason: str = ""
    sample: Paper | None = None


@transaction.atomic
def release_papers(papers: Sequence[Paper], release: Release, by: User | None = None) -> int:
    """Set the release of papers, from this moment on; answers of how many.

    Raises `ReleaseRefused` for an embargo without a date, for a paper that is kept back without a
    reason, and for a sample that is exempt or withheld itself.
    """
    check_release(papers, release)
    exempt, embargo = ReleaseState.EXEMPT, ReleaseState.EMBARGO
    ids = [paper.pk for paper in papers]
    changed = Paper.objects.filter(pk__in=ids).update(
        release=release.state,
        embargo_until=release.until if release.state == embargo else None,
        release_reason="" if release.state == ReleaseState.RELEASED else release.reason,
        sample=release.sample if release.state == exempt else None,
    )
    audit.info("papers %s: %s by %s: %s", ids, release.state, by, release.reason)
    deed = Deed.RELEASED if release.state == ReleaseState.RELEASED else Deed.WITHDREW
    day = release.until if release.state == embargo else None
    for paper in papers:
        about = f"{paper.label}, {paper.file_name}"
        said = {"release": release.state, "reason": release.reason, "until": str(day or "")}
        note(deed, about, by, "paper_release", **said)
    return changed


def check_release(papers: Sequence[Paper], release: Release) -> None:
    """Raise `ReleaseRefused` where something is missing or does not fit."""
    if release.state == ReleaseState.EMBARGO and release.until is None:
        raise ReleaseRefused("no_date", "Say from which day on students may see it.")
    needs_reason = release.state in {ReleaseState.WITHHELD, ReleaseState.EXEMPT}
    if needs_reason and not release.reason.strip():
        raise ReleaseRefused("no_reason", "Say why it is kept back.")
    sample = release.sample
    if sample is None:
        return
    if sample.pk in {paper.pk for paper in papers}:
        raise ReleaseRefused("own_sample", "A paper cannot be the sample in its own place.")
    if sample.release != ReleaseState.RELEASED:
        raise ReleaseRefused("unreleased_sample", f"{sample.label} is not released itself.")


@transaction.atomic
def set_profile_state(
    profile: Profile, state: ProfileState, reason: str = "", by: User | None = None
) -> None:
    """Publish a profile, take it back as a draft, or withdraw it with a reason."""
    if state == ProfileState.WITHDRAWN and not reason.strip():
        raise ReleaseRefused("no_reason", "Say why the profile is withdrawn.")
    profile.state = state
    profile.state_reason = reason.strip() if state == ProfileState.WITHDRAWN else ""
    profile.save(update_fields=["state", "state_reason"])
    audit.info("profile %s: %s by %s: %s", profile.pk, state, by, reason)
    deed = Deed.RELEASED if state == ProfileState.PUBLISHED else Deed.WITHDREW
    note(deed, profile.professor, by, "profile_state", state=state, reason=reason.strip())


def state_of_new(job: Job) -> dict[str, Any]:
    """The state of the profile that a job has made, as fields of it.

    A published one stays published and a draft a draft; one made anew after it was withdrawn is a
    draft, so that nothing comes back by itself.
    """
    before = Profile.objects.filter(professor=job.professor).first()
    if before is None:
        first = ProfileState.DRAFT if job.institution.draft_first else ProfileState.PUBLISHED
        return {"state": first, "state_reason": ""}
    if before.state == ProfileState.WITHDRAWN:
        return {"state": ProfileState.DRAFT, "state_reason": before.state_reason}
    return {"state": before.state}


def keep_years(years: int | None, course: Course | None = None, by: User | None = None) -> None:
    """Show papers for so many years after their sitting, None for always: of a course, or all."""
    if course is None:
        Institution.objects.filter(pk=current_institution()).update(keep_years=years)
    else:
        Course.objects.filter(pk=course.pk).update(keep_years=years)
    audit.info("papers of %s are kept %s years, by %s", course or "all courses", years, by)
    note(Deed.SETTING, course or "", by, "years_kept", years=years)


def set_draft_first(*, draft_first: bool, by: User | None = None) -> None:
    """Whether new profiles wait for staff to publish them."""
    Institution.objects.filter(pk=current_institution()).update(draft_first=draft_first)
    audit.info("new profiles are drafts: %s, by %s", draft_first, by)
    note(Deed.SETTING, "", by, "new_profiles", draft_first=draft_first)
