"""Who sees what, for programs of the staff: papers, profiles, years, and what professors say."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from exams.access import access_course, access_paper, access_professor, find
from exams.api.answers import listing
from exams.api.callers import ApiRequest, staff_only
from exams.api.schemas import Id, Limits, Listing, problems
from exams.enums import ReleaseState
from exams.models import Paper
from reports.models import Objection, Profile, ProfileState
from reports.release_list import papers_by_release, standing_of
from reports.services import release as service
from reports.services import release_objections as objecting

router = Router()
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=service.LONGEST_REASON)]


class ReleaseWish(Schema):
    """What students are to see of a paper."""

    release: ReleaseState
    until: date | None = Field(None, description="For an embargo: the first day")
    reason: Reason = ""
    sample_id: Id | None = Field(None, description="A paper in the place of an exempt one")


class ReleaseAnswer(Schema):
    """What students see of a paper."""

    paper_id: int
    label: str
    professor: str
    release: ReleaseState
    until: date | None
    reason: str
    sample_id: int | None
    shown: bool = Field(description="Whether students see it today")


class StateWish(Schema):
    """What is to become of a profile."""

    state: ProfileState
    reason: Reason = ""


class StateAnswer(Schema):
    """Who reads a profile."""

    professor_id: int
    state: ProfileState
    reason: str
    standing: str = Field(examples=["Published", "Held back"])


class YearsWish(Schema):
    """For how long papers are shown."""

    years: int | None = Field(None, ge=0, le=service.MOST_YEARS, description="None: always")
    course_id: Id | None = Field(None, description="None: all courses")


class ObjectionAnswer(Schema):
    """What a professor said, and what staff said to it."""

    id: int
    professor_id: int
    kind: str
    text: str
    created_at: datetime
    verdict: str
    answer: str


class VerdictWish(Schema):
    """The answer to an objection."""

    verdict: Literal["upheld", "rejected"]
    answer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]


class NoticeAnswer(Schema):
    """Where a professor reads what is published about their papers."""

    address: str


def answer_release(paper: Paper) -> ReleaseAnswer:
    """A paper of `papers_by_release`."""
    return ReleaseAnswer(
        paper_id=paper.pk,
        label=paper.label,
        professor=paper.professor.name if paper.professor else "",
        release=ReleaseState(paper.release),
        until=paper.embargo_until,
        reason=paper.release_reason,
        sample_id=paper.sample_id,
        shown=bool(getattr(paper, "seen", False)),
    )


def answer_objection(one: Objection) -> ObjectionAnswer:
    """An objection as it is stored."""
    names = ("id", "professor_id", "kind", "text", "created_at", "verdict", "answer")
    return ObjectionAnswer(**{name: getattr(one, name) for name in names})


@router.get(
    "/releases", response={200: Listing[ReleaseAnswer], **problems(403, 422)}, tags=["release"]
)
@staff_only
def list_releases(request: ApiRequest, limits: Query[Limits]) -> Listing[ReleaseAnswer]:
    """What students see of each paper."""
    return listing(papers_by_release(), limits, answer_release)


@router.post(
    "/papers/{paper_id}/release",
    response={200: ReleaseAnswer, **problems(400, 403, 404, 409, 422)},
    tags=["release"],
)
@staff_only
def release_paper(request: ApiRequest, paper_id: Id, body: ReleaseWish) -> ReleaseAnswer:
    """Change what students see of a paper, from this moment on."""
    paper = access_paper(paper_id)
    sample = access_paper(body.sample_id) if body.sample_id is not None else None
    wish = service.Release(body.release, body.until, body.reason, sample)
    service.release_papers([paper], wish, request.auth.user)
    return answer_release(find_released(paper))


def find_released(paper: Paper) -> Paper:
    """The paper with `seen`; one that is nobody's is shown to nobody."""
    return papers_by_release().filter(pk=paper.pk).first() or access_paper(paper.pk)


@router.post(
    "/profiles/{professor_id}/state",
    response={200: StateAnswer, **problems(400, 403, 404, 409, 422)},
    tags=["release"],
)
@staff_only
def set_state(request: ApiRequest, professor_id: Id, body: StateWish) -> StateAnswer:
    """Publish a profile, take it back as a draft, or withdraw it with a reason."""
    profile = find(Profile, professor_id=professor_id)
    service.set_profile_state(profile, body.state, body.reason, request.auth.user)
    return StateAnswer(
        professor_id=professor_id,
        state=body.state,
        reason=profile.state_reason,
        standing=standing_of(profile).words,
    )


@router.post(
    "/release/years",
    response={200: YearsWish, **problems(400, 403, 404, 422)},
    tags=["release"],
)
@staff_only
def keep_years(request: ApiRequest, body: YearsWish) -> YearsWish:
    """Show papers for so many years after their sitting."""
    course = access_course(body.course_id) if body.course_id is not None else None
    service.keep_years(body.years, course, request.auth.user)
    return body


@router.get(
    "/objections", response={200: Listing[ObjectionAnswer], **problems(403, 422)}, tags=["release"]
)
@staff_only
def list_objections(request: ApiRequest, limits: Query[Limits]) -> Listing[ObjectionAnswer]:
    """What professors said, latest first."""
    return listing(Objection.objects.order_by("-pk"), limits, answer_objection)


@router.post(
    "/objections/{objection_id}/answer",
    response={200: ObjectionAnswer, **problems(400, 403, 404, 409, 422)},
    tags=["release"],
)
@staff_only
def answer(request: ApiRequest, objection_id: Id, body: VerdictWish) -> ObjectionAnswer:
    """Uphold or reject it, with a reason; a rejected opt-out shows the papers again."""
    found = find(Objection, pk=objection_id)
    verdict = Objection.Verdict(body.verdict)
    return answer_objection(
        objecting.answer_objection(found, verdict, body.answer, request.auth.user)
    )


@router.get(
    "/professors/{professor_id}/notice",
    response={200: NoticeAnswer, **problems(403, 404, 422)},
    tags=["release"],
)
@staff_only
def get_notice(request: ApiRequest, professor_id: Id) -> NoticeAnswer:
    """The address to send to a professor: what is published, objections, opting out."""
    token = objecting.notice_token(access_professor(professor_id))
    return NoticeAnswer(address=request.build_absolute_uri(reverse("notice", args=[token])))
