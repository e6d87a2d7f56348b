"""Professors, courses and papers for programs. Each operation only translates."""

from django.conf import settings
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from exams.access import access_course, access_paper, access_professor
from exams.api import answers, schemas
from exams.api.answers import listing
from exams.api.callers import ApiRequest, staff_only
from exams.api.schemas import Id, Limits, Listing, problems
from exams.errors import DuplicatePaper, NotFound, PaperRejected
from exams.models import Course, Professor, User
from exams.selectors.catalogue import courses_named, professors_named
from exams.selectors.papers import papers_matching
from exams.services import catalogue, syllabus
from exams.services.papers import divide_paper, read_again, receive_paper
from exams.syllabus import MOST_BYTES

router = Router()


@router.get(
    "/professors",
    response={200: Listing[schemas.ProfessorAnswer], **problems(422)},
    tags=["professors"],
)
def list_professors(
    request: ApiRequest, search: Query[schemas.Search], limits: Query[Limits]
) -> Listing[schemas.ProfessorAnswer]:
    """Professors by name. Members may ask with their log-in."""
    found = professors_named(search.q, staff=request.auth.is_staff)
    return listing(found, limits, answers.answer_professor)


@router.post(
    "/professors",
    response={200: schemas.ProfessorAnswer, **problems(400, 403, 422)},
    tags=["professors"],
)
@staff_only
def add_professor(request: ApiRequest, body: schemas.NewProfessor) -> schemas.ProfessorAnswer:
    """The professor of that name, titles aside; added where there is none yet."""
    return professor_answer(catalogue.add_professor(body.name).pk)


@router.get(
    "/professors/{professor_id}",
    response={200: schemas.ProfessorAnswer, **problems(404, 422)},
    tags=["professors"],
)
def get_professor(request: ApiRequest, professor_id: Id) -> schemas.ProfessorAnswer:
    """One professor. Members may ask with their log-in."""
    found = access_professor(professor_id)
    if found.opted_out_at and not request.auth.is_staff:
        raise NotFound("No such professor.")
    return professor_answer(found.pk, staff=request.auth.is_staff)


def professor_answer(professor_id: int, *, staff: bool = True) -> schemas.ProfessorAnswer:
    """One professor with their papers counted, for students the released ones."""
    return answers.answer_professor(professors_named(staff=staff).get(pk=professor_id))


@router.get(
    "/courses",
    response={200: Listing[schemas.CourseAnswer], **problems(403, 422)},
    tags=["courses"],
)
@staff_only
def list_courses(
    request: ApiRequest, search: Query[schemas.Search], limits: Query[Limits]
) -> Listing[schemas.CourseAnswer]:
    """Courses by title."""
    return listing(courses_named(search.q), limits, answers.answer_course)


@router.post(
    "/courses", response={200: schemas.CourseAnswer, **problems(400, 403, 422)}, tags=["courses"]
)
@staff_only
def add_course(request: ApiRequest, body: schemas.NewCourse) -> schemas.CourseAnswer:
    """The course of that title; added where there is none yet."""
    return answers.answer_course(catalogue.course_titled(body.title, body.code))


@router.get(
    "/courses/{course_id}/syllabuses",
    response={200: list[schemas.SyllabusAnswer], **problems(403, 404, 422)},
    tags=["courses"],
)
@staff_only
def list_syllabuses(request: ApiRequest, course_id: Id) -> list[schemas.SyllabusAnswer]:
    """The versions of a course's syllabus, latest first."""
    return [answers.answer_syllabus(one) for one in access_course(course_id).versions.all()]


@router.post(
    "/courses/{course_id}/syllabuses",
    response={200: schemas.SyllabusAnswer, 201: schemas.SyllabusAnswer}
    | problems(400, 403, 404, 409, 413, 422),
    tags=["courses"],
)
@staff_only
def add_syllabus(
    request: ApiRequest,
    course_id: Id,
    body: Form[schemas.NewSyllabus],
    file: File[UploadedFile | None] = None,
) -> Status[schemas.SyllabusAnswer]:
    """Read the topics of a PDF, Word document, CSV or text, and keep them as a version.

    201 with what was kept, 200 with what would be where only a preview was wanted.
    """
    course = access_course(course_id)
    name = (file.name or "file") if file else ""
    topics = (
        syllabus.read_upload(file.read(MOST_BYTES + 1), name)
        if file
        else syllabus.read_words(body.text)
    )
    years = (body.valid_from, body.valid_until)
    version = syllabus.add_version(course, body.name, topics, years, name, keep=not body.preview)
    return Status(200 if body.preview else 201, answers.answer_syllabus(version))


@router.get(
    "/papers", response={200: Listing[schemas.PaperBrief], **problems(403, 422)}, tags=["papers"]
)
@staff_only
def list_papers(
    request: ApiRequest, wanted: Query[schemas.PaperFilter], limits: Query[Limits]
) -> Listing[schemas.PaperBrief]:
    """Papers, latest year first."""
    return listing(papers_matching(**wanted.dict()), limits, answers.brief_paper)


@router.post(
    "/papers",
    response={
        201: schemas.Uploads,
        207: schemas.Uploads,
        **problems(400, 403, 404, 413, 422),
    },
    tags=["papers"],
)
@staff_only
def upload_papers(
    request: ApiRequest, files: File[list[UploadedFile]], filing: Form[schemas.Filing]
) -> Status[schemas.Uploads]:
    """Take in PDFs, each for itself: 201 where all were taken, 207 where some or all were not.

    They are read one after the other by a worker; ask for a paper to see how that went.
    """
    professor = access_professor(filing.professor_id) if filing.professor_id else None
    course = access_course(filing.course_id) if filing.course_id else None
    results = [take_in(file, filing, professor, course, request.auth.user) for file in files]
    refused = any(result.error for result in results)
    return Status(207 if refused else 201, schemas.Uploads(files=results))


def take_in(
    file: UploadedFile,
    filing: schemas.Filing,
    professor: Professor | None,
    course: Course | None,
    user: User | None,
) -> schemas.Upload:
    """Receive one file; what is wrong with it is an answer and no error of the operation."""
    name = file.name or "unnamed.pdf"
    # One byte more than may be shows that a file is too large without reading all of it.
    content = file.read(settings.UPLOAD_MAX_BYTES + 1)
    try:
        paper = receive_paper(
            content,
            name,
            professor=professor,
            course=course,
            year=filing.year,
            session=filing.session,
            uploaded_by=user,
        )
    except PaperRejected as refused:
        known = refused.paper_id if isinstance(refused, DuplicatePaper) else None
        return schemas.Upload(
            file_name=name, paper_id=known, error=refused.code, detail=str(refused)
        )
    words = "Taken in; it will be read next."
    return schemas.Upload(file_name=name, paper_id=paper.pk, error=None, detail=words)


@router.get(
    "/papers/{paper_id}",
    response={200: schemas.PaperAnswer, **problems(403, 404, 422)},
    tags=["papers"],
)
@staff_only
def get_paper(request: ApiRequest, paper_id: Id) -> schemas.PaperAnswer:
    """One paper: how far it is, what its cover says, its questions."""
    return answers.answer_paper(access_paper(paper_id))


@router.post(
    "/papers/{paper_id}/read-again",
    response={202: schemas.PaperAnswer, **problems(403, 404, 409, 422)},
    tags=["papers"],
)
@staff_only
def read_paper_again(request: ApiRequest, paper_id: Id) -> Status[schemas.PaperAnswer]:
    """Have a paper read once more that could not be read."""
    paper = access_paper(paper_id)
    if not read_again(paper):
        raise PaperRejected(
            "not_unreadable", f"{paper.label}: only unreadable papers can be retried."
        )
    return Status(202, answers.answer_paper(access_paper(paper_id)))


@router.post(
    "/papers/{paper_id}/divide",
    response={202: list[schemas.PaperBrief], **problems(403, 404, 409, 422)},
    tags=["papers"],
)
@staff_only
def divide_into_papers(request: ApiRequest, paper_id: Id) -> Status[list[schemas.PaperBrief]]:
    """File the papers that one file holds, its `bundle`, as papers of their own; each is read."""
    parts = divide_paper(access_paper(paper_id))
    return Status(202, [answers.brief_paper(part) for part in parts])
