"""Published profiles for programs and for members: what they say, and what proves it."""

from django.http import Http404, HttpResponse
from ninja import Query, Router

from analysis.models import Question
from exams.access import find
from exams.api.answers import listing
from exams.api.callers import ApiRequest
from exams.api.schemas import Id, Limits, Listing, problems
from exams.services import files
from reports import access, selectors
from reports.api import schemas
from reports.evidence import find_evidence, list_evidence
from reports.releases import shown_profiles
from reports.search.meaning import search_questions
from reports.search.words import QuestionFilter, readable_questions

router = Router()
FILE = {"type": "string", "format": "binary"}
PDF = {"description": "The PDF", "content": {"application/pdf": {"schema": FILE}}}


@router.get(
    "/profiles", response={200: Listing[schemas.ProfileBrief], **problems(422)}, tags=["profiles"]
)
def list_profiles(request: ApiRequest, limits: Query[Limits]) -> Listing[schemas.ProfileBrief]:
    """Published profiles by professor."""
    profiles = shown_profiles().select_related("professor").defer("document")
    return listing(profiles.order_by("professor__name", "pk"), limits, schemas.brief_profile)


@router.get(
    "/profiles/{professor_id}",
    response={200: schemas.ProfileAnswer, **problems(404, 422)},
    tags=["profiles"],
)
def get_profile(request: ApiRequest, professor_id: Id) -> schemas.ProfileAnswer:
    """The published profile of a professor."""
    profile = access.access_profile(professor_id)
    brief = schemas.brief_profile(profile)
    return schemas.ProfileAnswer(**dict(brief), document=selectors.document_of(profile))


@router.get(
    "/profiles/{professor_id}/evidence",
    response={200: schemas.EvidenceIndex, **problems(404, 422)},
    tags=["profiles"],
)
def list_evidence_keys(request: ApiRequest, professor_id: Id) -> schemas.EvidenceIndex:
    """The numbers of a profile that can be proved, each with its key."""
    analysis = selectors.document_of(access.access_profile(professor_id)).analysis
    return schemas.EvidenceIndex(
        items=[
            schemas.EvidenceBrief(
                key=found.key, title=found.title, questions=len(found.question_ids)
            )
            for found in list_evidence(analysis)
        ]
    )


@router.get(
    "/profiles/{professor_id}/evidence/{key}",
    response={200: schemas.EvidenceAnswer, **problems(404, 422)},
    tags=["profiles"],
)
def get_evidence(request: ApiRequest, professor_id: Id, key: str) -> schemas.EvidenceAnswer:
    """The printed questions behind one number of a profile."""
    profile = access.access_profile(professor_id)
    try:
        found = find_evidence(selectors.document_of(profile).analysis, key)
    except LookupError as error:
        raise Http404 from error
    questions = selectors.questions_by_id(found.question_ids)
    return schemas.EvidenceAnswer(
        key=found.key,
        title=found.title,
        questions=[schemas.answer_question(question) for question in questions],
    )


@router.get(
    "/profiles/{professor_id}/report",
    response={200: schemas.ReportAnswer, **problems(404, 422)},
    tags=["reports"],
)
def get_report(request: ApiRequest, professor_id: Id) -> schemas.ReportAnswer:
    """The report of a published profile."""
    return schemas.answer_report(access.access_report(professor_id))


@router.get(
    "/profiles/{professor_id}/report.pdf",
    response=problems(404, 422),
    openapi_extra={"responses": {200: PDF}},
    tags=["reports"],
)
def download_report(request: ApiRequest, professor_id: Id) -> HttpResponse:
    """The report as a PDF, to be saved and never opened within this site."""
    try:
        content = files.fetch(access.access_report(professor_id).file)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="profile-{professor_id}.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.get(
    "/questions",
    response={200: Listing[schemas.FoundQuestion], **problems(404, 422)},
    tags=["questions"],
)
def list_questions(
    request: ApiRequest, asked: Query[QuestionFilter], limits: Query[Limits]
) -> Listing[schemas.FoundQuestion]:
    """Printed questions by words and filters, then those similar in meaning.

    Members who are not staff find those of released papers.
    """
    found = search_questions(asked, readable_questions(staff=request.auth.is_staff))
    part = found[limits.offset : limits.offset + limits.limit]
    return Listing(items=[schemas.answer_found(one) for one in part], count=len(found))


@router.get(
    "/questions/{question_id}",
    response={200: schemas.QuestionAnswer, **problems(404, 422)},
    tags=["questions"],
)
def get_question(request: ApiRequest, question_id: Id) -> schemas.QuestionAnswer:
    """One question; for members who are not staff, of papers behind published profiles only."""
    if request.auth.is_staff:
        return schemas.answer_question(
            find(Question, pk=question_id, paper__professor__opted_out_at=None)
        )
    return schemas.answer_question(access.access_question(None, question_id))
