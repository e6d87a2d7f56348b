"""The topics that questions are sorted into: a course's syllabus, else what its papers are about.

The list of a course grows and keeps its names, so that a topic is called the same in every year.
"""

import hashlib
from collections.abc import Sequence

from analysis.topics import PaperTexts, induce_topics, read_items, read_syllabus
from exams.models import Course, Paper, Professor, Topic
from exams.services.catalogue import add_topics, course_titled


def file_unfiled(papers: Sequence[Paper], professor: Professor) -> None:
    """Give papers without a course the one that most of the professor's papers belong to."""
    unfiled = [paper for paper in papers if paper.course_id is None]
    if not unfiled:
        return
    known = [paper.course for paper in papers if paper.course is not None]
    course = max(known, key=known.count) if known else course_titled(f"Papers of {professor}")
    for paper in unfiled:
        paper.course = course
        paper.save(update_fields=["course"])


def topics_offered(papers: Sequence[Paper]) -> tuple[str, ...]:
    """The names to choose from for these papers, which all have a course; rows made as needed.

    Of a syllabus these are all its items; what is chosen counts under the item's topic.
    """
    courses = list({paper.course_id: paper.course for paper in papers if paper.course}.values())
    for course in courses:
        add_topics(course, read_syllabus(course.syllabus), in_syllabus=True)
    topics = Topic.objects.filter(course__in=courses)
    syllabus = list(dict.fromkeys(item for one in courses for item in read_items(one.syllabus)))
    free = [paper for paper in papers if paper.course and not paper.course.syllabus.strip()]
    if not free:
        return tuple(syllabus)
    known = tuple(dict.fromkeys([*syllabus, *(topic.name for topic in topics)]))
    found = induce_topics(texts_of(free), subject=subject_of(courses), known=known)
    for course in {paper.course for paper in free if paper.course}:
        add_topics(course, found, in_syllabus=False)
    return tuple(dict.fromkeys([*known, *found]))


def texts_of(papers: Sequence[Paper]) -> list[PaperTexts]:
    """What the papers are about, in their own words."""
    outlines = [paper.outline for paper in papers]
    return [
        PaperTexts(
            title=outline.facts.subject or "",
            sections=tuple(section.label for section in outline.sections),
            questions=tuple(f"{one.stem} {one.text}".strip() for one in outline.questions),
            stems=tuple(one.stem.strip() for one in outline.questions),
        )
        for outline in outlines
        if outline is not None
    ]


def subject_of(courses: Sequence[Course]) -> str:
    """The title that most fits all of these courses: the shortest."""
    return min((course.title for course in courses), key=len, default="")


def syllabus_names(papers: Sequence[Paper]) -> tuple[str, ...]:
    """The topics of these papers' syllabuses, in their order."""
    courses = {paper.course_id for paper in papers if paper.course_id is not None}
    topics = Topic.objects.filter(course_id__in=courses, in_syllabus=True)
    return tuple(dict.fromkeys(topics.values_list("name", flat=True)))


def syllabus_hash(course: Course | None) -> str:
    """What identifies a syllabus; the same for all courses without one."""
    text = course.syllabus.strip() if course else ""
    return hashlib.sha256(text.encode()).hexdigest()
