"""Draft papers: taken in, read, checked against the papers before them, and removed for good.

A draft is secret. It is labelled by rules on this machine and never put to a model elsewhere; its
words are stored in its own row only, and it is in no statistics.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from analysis.enums import JobStatus, PaperState
from analysis.labels import label_question
from analysis.models import Draft, DraftState, Extraction, Job, JobPaper, Question
from analysis.services.extractions import weight
from analysis.services.sittings import sittings_of
from analysis.services.topics import syllabus_names
from analysis.statistics.audit import Audit, Check, audit
from analysis.statistics.rows import AskedQuestion, Sitting
from analysis.topics import rank_topics
from exams.models import Course, Paper, Professor, User
from exams.outline.model import Outline, OutlineQuestion
from exams.queue import Bell, ring
from exams.sandbox import read_pdf
from exams.services import files
from exams.services.papers import refuse
from exams.tenancy import institution_scope

DRAFT_ID = 0  # no paper has it


class CheckedRow(NamedTuple):
    """A check with the questions that it names: of the draft, and of earlier papers."""

    check: Check
    asked: list[AskedQuestion]
    earlier: list[Question]


class CheckedDraft(NamedTuple):
    """A draft's audit with the questions that its checks name, by their numbers there."""

    audit: Audit
    questions: dict[int, AskedQuestion]  # of the draft: negative numbers
    earlier: dict[int, Question]

    def rows(self) -> list[CheckedRow]:
        """The checks in their order, each with its questions."""
        return [
            CheckedRow(
                check,
                [self.questions[number] for number in reversed(check.questions)],
                [self.earlier[number] for number in check.earlier if number in self.earlier],
            )
            for check in self.audit.checks
        ]


@transaction.atomic
def receive_draft(
    content: bytes,
    file_name: str,
    *,
    professor: Professor,
    course: Course | None = None,
    year: int | None = None,
    uploaded_by: User | None = None,
) -> Draft:
    """Store a draft and have it read; raises `PaperRejected` in words where it is not taken."""
    refuse(content, file_name)
    draft = Draft.objects.create(
        professor=professor,
        course=course,
        year=year,
        file_name=file_name[-255:],
        file=files.store(content, "pdf"),
        uploaded_by=uploaded_by,
    )
    ring(Bell.READ_DRAFT, draft.pk)
    return draft


def read_draft(institution_id: int, draft_id: int) -> None:
    """Read a stored draft in a child process; quietly nothing where it was removed or read."""
    with institution_scope(institution_id):
        draft = Draft.objects.filter(pk=draft_id, state=DraftState.WAITING).first()
        content = files.fetch(draft.file) if draft else b""
    if draft is None:
        return
    reading = read_pdf(content)
    readable = reading.verdict.readable and reading.outline is not None
    with institution_scope(institution_id):
        Draft.objects.filter(pk=draft_id).update(
            state=DraftState.READ if readable else DraftState.UNREADABLE,
            detail=reading.detail,
            outline_json=reading.outline.model_dump(mode="json") if reading.outline else None,
        )


def read_draft_again(draft: Draft) -> None:
    """Ring once more for a draft that nobody has read."""
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.WAITING)
    ring(Bell.READ_DRAFT, draft.pk)


def remove_draft(draft: Draft) -> None:
    """Remove a draft and, unless another row is the same file, its file."""
    draft.delete()


def check_draft(draft: Draft) -> CheckedDraft | None:
    """The audit of a draft that was read; None for any other."""
    outline = draft.outline
    if outline is None or draft.state != DraftState.READ:
        return None
    history, papers = history_of(draft)
    syllabus = syllabus_names(papers)
    names = dict.fromkeys([*syllabus, *(q.topic for one in history for q in one.questions)])
    sitting = draft_sitting(draft, outline, [name for name in names if name])
    found = audit(sitting, history, syllabus_topics=syllabus)
    earlier = {number for check in found.checks for number in check.earlier}
    rows = Question.objects.filter(pk__in=earlier).select_related("paper")
    return CheckedDraft(
        audit=found,
        questions={question.id: question for question in sitting.questions},
        earlier={row.pk: row for row in rows},
    )


def history_of(draft: Draft) -> tuple[list[Sitting], list[Paper]]:
    """The papers of the professor's latest finished analysis, of the draft's course if it says."""
    finished = Job.objects.filter(
        professor=draft.professor, status__in=[JobStatus.SUCCEEDED, JobStatus.PARTIAL]
    )
    job = finished.order_by("-pk").first()
    if job is None:
        return [], []
    entries = JobPaper.objects.filter(job=job, state=PaperState.EXTRACTED)
    papers = Paper.objects.filter(pk__in=entries.values("paper_id")).select_related("course")
    if draft.course_id is not None:
        papers = papers.filter(course_id=draft.course_id)
    rows = Extraction.objects.filter(paper__in=papers, engine=job.model).order_by("pk")
    latest = {one.paper_id: one for one in rows.select_related("paper")}
    return sittings_of(latest.values()), list(papers)


def draft_sitting(draft: Draft, outline: Outline, topics: Sequence[str]) -> Sitting:
    """A draft as the statistics see a paper; its questions have the ids -1, -2 and so on."""
    subject = draft.course.title if draft.course else outline.facts.subject or ""
    return Sitting(
        paper_id=DRAFT_ID,
        label="this draft",
        year=draft.year or outline.facts.year,
        questions=tuple(
            draft_question(
                -place, one, outline, rank_topics(words_of(one), topics, subject=subject)
            )
            for place, one in enumerate(outline.questions, start=1)
        ),
        total_marks=outline.facts.total_marks,
        duration_minutes=outline.facts.duration_minutes,
    )


def words_of(one: OutlineQuestion) -> str:
    """A question with its stem."""
    return f"{one.stem} {one.text}".strip()


def draft_question(
    number: int, one: OutlineQuestion, outline: Outline, ranked: Sequence[tuple[str, float]]
) -> AskedQuestion:
    """One question of a draft, labelled by rules; `ranked` are its topics, the best first."""
    total = outline.facts.total_marks
    label = label_question(
        one.text,
        stem=one.stem,
        marks=one.marks,
        total_marks=total,
        bloom_printed=one.bloom_printed,
    )
    topic, sure = ranked[0] if ranked else ("", 0.0)
    return AskedQuestion(
        id=number,
        number=one.number,
        stem=" ".join(filter(None, (one.section, one.path[0] if one.path else ""))),
        text=one.text,
        marks=one.marks,
        topic=topic,  # the likeliest, as for papers; the audit says which are doubtful
        difficulty=label.difficulty,
        bloom=label.bloom,
        requires_derivation=label.requires_derivation,
        command=label.command,
        section=one.section or None,
        choice_group=one.choice_group or None,
        weight=weight(outline, one),
        topic_confidence=sure,
    )
