"""The topics that questions are sorted into: a course's syllabus, else what its papers are about.

The list of a course grows and keeps its names, so that a topic is called the same in every year.
"""

import hashlib
from collections.abc import Sequence

from analysis.topics import PaperTexts, alike_courses, induce_topics, usual_course
from exams.models import Paper, Professor
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
    version is offered that one of the papers was set after; see `topics_for`. Courses without one
    have names of their own, unless they are about the same.
    """
    items: dict[str, None] = {}
    for paper in papers:
        tree = tree_of(paper)
        if paper.course and tree:
            add_topics(paper.course, topic_names(tree), in_syllabus=True)
        items |= dict.fromkeys(item_topics(tree))
    free = [paper for paper in papers if paper.course and not tree_of(paper)]
    groups = alike_courses([paper.course.title for paper in free if paper.course])
    for group in sorted(set(groups)):
        alike = [paper for paper, its in zip(free, groups, strict=True) if its == group]
        items |= dict.fromkeys(_induced(alike))
    return tuple(items)


def _induced(papers: Sequence[Paper]) -> tuple[str, ...]:
    """The names for papers of courses that are about the same, first those in use; rows made."""
    courses = [paper.course for paper in papers if paper.course]
    known = names_in_use(courses)
    subject = usual_course([course.title for course in courses])
    found = induce_topics(texts_of(papers), subject=subject, known=known)
    found = names_they_go_by(courses, found)
    for course in set(courses):
        add_topics(course, found, in_syllabus=False)
    return tuple(dict.fromkeys([*known, *found]))


def topics_for(paper: Paper, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Of the names offered for a job those of this paper: of its syllabus, else of its course."""
    items = item_topics(tree_of(paper))
    own = items or names_in_use([paper.course] if paper.course else [])
    return tuple(name for name in offered if name in own) or offered


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
