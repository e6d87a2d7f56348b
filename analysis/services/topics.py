"""The topics that questions are sorted into: a course's syllabus, else what its papers are about.

The list of a course grows and keeps its names, so that a topic is called the same in every year.
"""

import hashlib
from collections.abc import Sequence

from analysis.topics import PaperTexts, induce_topics
from exams.models import Course, Paper, Professor
from exams.services.catalogue import add_topics, course_titled
from exams.services.syllabus import syllabus_text
from exams.services.topics import names_in_use, names_they_go_by
from exams.syllabus import SyllabusTopic, item_topics, read_tree, topic_names


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

    Of a syllabus these are all its items; what is chosen counts under the item's topic. Every
    version is offered that one of the papers was set after; see `topics_for`.
    """
    courses = list({paper.course_id: paper.course for paper in papers if paper.course}.values())
    items: dict[str, None] = {}
    for paper in papers:
        tree = tree_of(paper)
        if paper.course and tree:
            add_topics(paper.course, topic_names(tree), in_syllabus=True)
        items |= dict.fromkeys(item_topics(tree))
    free = [paper for paper in papers if paper.course and not tree_of(paper)]
    if not free:
        return tuple(items)
    known = tuple(dict.fromkeys([*items, *names_in_use(courses)]))
    found = induce_topics(texts_of(free), subject=subject_of(courses), known=known)
    found = names_they_go_by(courses, found)
    for course in {paper.course for paper in free if paper.course}:
        add_topics(course, found, in_syllabus=False)
    return tuple(dict.fromkeys([*known, *found]))


def topics_for(paper: Paper, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Of the names offered for a job those of this paper: its syllabus', else all."""
    items = item_topics(tree_of(paper))
    return tuple(name for name in offered if name in items) or offered


def tree_of(paper: Paper) -> tuple[SyllabusTopic, ...]:
    """The topics of the syllabus after which the paper was set; none where there is none."""
    return read_tree(syllabus_text(paper.course, paper.year))


def headings_of(paper: Paper) -> dict[str, str]:
    """Each item of the paper's syllabus with the topic it counts under."""
    return item_topics(tree_of(paper))


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
    """The topics of the syllabuses that hold for the newest of these papers, in their order.

    What only an older version names is outside it: asked once, and no longer in the syllabus.
    """
    newest: dict[int, Paper] = {}
    for paper in sorted(papers, key=lambda paper: paper.year or 0):
        if paper.course_id is not None:
            newest[paper.course_id] = paper
    courses = [paper.course for paper in newest.values() if paper.course]
    names = [name for paper in newest.values() for name in topic_names(tree_of(paper))]
    return names_they_go_by(courses, tuple(dict.fromkeys(names)))


def syllabus_hash(paper: Paper) -> str:
    """What identifies a paper's syllabus; the same for all papers without one."""
    text = syllabus_text(paper.course, paper.year).strip()
    return hashlib.sha256(text.encode()).hexdigest()
