"""What students see when papers are held back, profiles withdrawn, or years over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from analysis.models import JobPaper
from analysis.services.jobs import request_job
from analysis.services.refusals import JobRefused
from exams.enums import ReleaseState
from exams.models import Page, Paper
from exams.selectors.released import released_papers
from exams.tenancy import institution_scope
from reports.models import Profile, ProfileState
from reports.services.release import (
    Release,
    ReleaseRefused,
    keep_years,
    release_papers,
    set_draft_first,
    set_profile_state,
    state_of_new,
)
from tests.api_client import Api, Rows, add_paper, make_rows
from tests.people import People

TODAY = timezone.localdate()
HELD = [
    Release(ReleaseState.WITHHELD, reason="In dispute."),
    Release(ReleaseState.EXEMPT, reason="A sample stands here."),
    Release(ReleaseState.EMBARGO, until=TODAY + timedelta(days=1)),
]
Seen = dict[str, int]


def seen_by(people: People, browser: Callable[..., Any], rows: Rows, who: str) -> Seen:
    """The status of everything that shows a paper or rests on it, and how often it is found."""
    at, number = "/at/norvale", rows.professor.pk
    user = getattr(people, who)
    client, api = browser(user), Api(people.norvale, user=user)
    pages = {
        "profile": f"professors/{number}/",
        "report": f"professors/{number}/report.pdf",
        "evidence": f"professors/{number}/evidence/derivations/",
        "plan": f"professors/{number}/plan/",
        "paper": f"papers/{rows.paper.pk}/",
        "page": f"papers/{rows.paper.pk}/pages/1/",
        "question": f"questions/{rows.question.pk}/",
    }
    found: Seen = {name: client.get(f"{at}/{path}").status_code for name, path in pages.items()}
    found |= {
        f"api {path}": api.call("GET", path.format(number)).status_code
        for path in ("profiles/{}", "profiles/{}/report.pdf", "profiles/{}/plan")
    }
    found["api question"] = api.call("GET", f"questions/{rows.question.pk}").status_code
    found["api search"] = api.get("questions?words=wheel")[1]["count"]
    found["api profiles"] = api.get("profiles")[1]["count"]
    found["api comparisons"] = len(api.get("comparisons")[1])
    found["search"] = client.get(f"{at}/questions/?words=speed").text.count("Ada's wheel")
    found["search"] += client.get(f"{at}/questions/?words=speed").text.count("Ada&#x27;s wheel")
    found["csv"] = client.get(f"{at}/questions/download.csv").text.count("Ada's wheel")
    return found


def rows_of(people: People) -> Rows:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        Page.objects.create(paper=rows.paper, number=1, width=595, height=842, verdict="ok")
    return rows


def nothing(seen: Seen) -> bool:
    return all(value in {0, 404} for value in seen.values())


def everything(seen: Seen) -> bool:
    return all(value not in {0, 403, 404} for value in seen.values())


@pytest.mark.parametrize("release", HELD, ids=lambda one: str(one.state))
def test_held_back_paper_is_gone_for_students_and_comes_back_when_released(
    people: People, browser: Callable[..., Any], release: Release
) -> None:
    rows = rows_of(people)
    assert everything(seen_by(people, browser, rows, "carol"))
    with institution_scope(people.norvale.pk):
        release_papers([rows.paper], release)
    assert nothing(seen_by(people, browser, rows, "carol"))
    staff = seen_by(people, browser, rows, "bob")
    assert {staff[name] for name in ("profile", "paper", "page", "question", "evidence")} == {200}
    with institution_scope(people.norvale.pk):
        release_papers([rows.paper], Release(ReleaseState.RELEASED))
    assert everything(seen_by(people, browser, rows, "carol"))


@pytest.mark.parametrize("state", [ProfileState.DRAFT, ProfileState.WITHDRAWN])
def test_profile_that_is_not_published_is_for_staff_alone(
    people: People, browser: Callable[..., Any], state: ProfileState
) -> None:
    rows = rows_of(people)
    with institution_scope(people.norvale.pk):
        set_profile_state(rows.profile, state, "Wrong topics.")
    assert nothing(seen_by(people, browser, rows, "carol"))
    page = browser(people.bob).get(f"/at/norvale/professors/{rows.professor.pk}/")
    assert f"{state.label}: students do not see this profile." in page.text


def test_profile_that_borrowed_from_a_withheld_paper_is_not_shown(
    people: People, browser: Callable[..., Any]
) -> None:
    rows = rows_of(people)
    with institution_scope(people.norvale.pk):
        lent = add_paper(None, rows.course, 2020)
        Profile.objects.update(rests_on=[rows.paper.pk, lent.pk])
        release_papers([lent], HELD[0])
    seen = seen_by(people, browser, rows, "carol")
    assert (seen["profile"], seen["api profiles"], seen["report"]) == (404, 0, 404)
    assert (seen["paper"], seen["question"], seen["csv"]) == (200, 200, 1)


def test_released_papers_follow_the_day_and_the_years(norvale: Any) -> None:
    rows = make_rows(norvale, "Ada")
    Paper.objects.filter(pk=rows.paper.pk).update(year=TODAY.year - 3)
    undated = add_paper(rows.professor, rows.course, 2001, sha256="undated")
    Paper.objects.filter(pk=undated.pk).update(year=None)
    other = add_paper(rows.professor, None, TODAY.year - 3, sha256="other")

    def shown() -> set[int]:
        return set(released_papers().values_list("pk", flat=True))

    assert shown() == {rows.paper.pk, undated.pk, other.pk}
    keep_years(2)
    assert shown() == set()
    keep_years(3, rows.course)
    assert shown() == {rows.paper.pk}
    keep_years(None)
    assert shown() == {rows.paper.pk, other.pk}
    keep_years(None, rows.course)
    release_papers([other], Release(ReleaseState.EMBARGO, until=TODAY))
    assert shown() == {rows.paper.pk, undated.pk, other.pk}


@pytest.mark.parametrize(
    ("release", "code"),
    [
        (Release(ReleaseState.EMBARGO), "no_date"),
        (Release(ReleaseState.WITHHELD, reason=" "), "no_reason"),
        (Release(ReleaseState.EXEMPT), "no_reason"),
    ],
)
def test_release_without_what_it_needs_is_refused(
    norvale: Any, release: Release, code: str
) -> None:
    rows = make_rows(norvale, "Ada")
    with pytest.raises(ReleaseRefused) as refused:
        release_papers([rows.paper], release)
    assert refused.value.code == code
    assert Paper.objects.get(pk=rows.paper.pk).release == ReleaseState.RELEASED


def test_sample_has_to_be_another_released_paper(norvale: Any) -> None:
    rows = make_rows(norvale, "Ada")
    other = add_paper(rows.professor, rows.course, 2020, release="withheld")
    for sample, code in ((rows.paper, "own_sample"), (other, "unreleased_sample")):
        with pytest.raises(ReleaseRefused) as refused:
            release_papers([rows.paper], Release(ReleaseState.EXEMPT, None, "Bank.", sample))
        assert refused.value.code == code


def test_exempt_paper_leaves_a_note_with_its_sample_on_the_profile(
    people: People, browser: Callable[..., Any]
) -> None:
    rows = rows_of(people)
    with institution_scope(people.norvale.pk):
        exempt = add_paper(rows.professor, rows.course, 2019)
        wish = Release(ReleaseState.EXEMPT, None, "Its questions are used again.", rows.paper)
        release_papers([exempt], wish)
    page = browser(people.carol).get(f"/at/norvale/professors/{rows.professor.pk}/").text
    assert "2019 winter</strong>" in page
    assert "Its questions are used again." in page
    assert f'/papers/{rows.paper.pk}/">A sample in its place: 2023 winter' in page


def test_job_takes_released_papers_only(norvale: Any) -> None:
    rows = make_rows(norvale, "Ada")
    hidden = add_paper(rows.professor, rows.course, 2020, release="withheld")
    job = request_job(rows.professor)
    assert [one.paper_id for one in JobPaper.objects.filter(job=job)] == [rows.paper.pk]
    job.delete()
    with pytest.raises(JobRefused) as refused:
        request_job(rows.professor, [hidden])
    assert refused.value.code == "unreleased"


def test_profile_made_again_keeps_its_state_and_a_withdrawn_one_waits(norvale: Any) -> None:
    rows = make_rows(norvale, "Ada")
    assert state_of_new(rows.job) == {"state": ProfileState.PUBLISHED}
    set_profile_state(rows.profile, ProfileState.WITHDRAWN, "Wrong.")
    assert state_of_new(rows.job) == {"state": ProfileState.DRAFT, "state_reason": "Wrong."}
    rows.profile.delete()
    assert state_of_new(rows.job)["state"] == ProfileState.PUBLISHED
    set_draft_first(draft_first=True)
    rows.job.refresh_from_db()
    assert state_of_new(rows.job)["state"] == ProfileState.DRAFT


def test_withdrawing_needs_a_reason(norvale: Any) -> None:
    rows = make_rows(norvale, "Ada")
    with pytest.raises(ReleaseRefused):
        set_profile_state(rows.profile, ProfileState.WITHDRAWN, " ")
