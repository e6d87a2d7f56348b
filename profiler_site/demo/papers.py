"""The sample papers: what there is, and how each is printed."""

from functools import cache

from weasyprint import HTML

from profiler_site.demo.content import read_courses
from profiler_site.demo.layouts import document
from profiler_site.demo.model import SampleCourse, SamplePaper
from profiler_site.demo.scan import photograph


@cache
def sample_papers() -> tuple[SamplePaper, ...]:
    """All sittings of both professors, course by course, each from the oldest on."""
    return tuple(paper for _, papers in read_courses().values() for paper in papers)


@cache
def sample_courses() -> tuple[SampleCourse, ...]:
    """The courses that the papers belong to."""
    return tuple(course for course, _ in read_courses().values())


def syllabus_text(course_code: str) -> str:
    """The syllabus of a course: a heading, then one line "1. Topic: contents" for each topic.

    Raises KeyError naming the courses there are.
    """
    courses = {course.code: course for course in sample_courses()}
    if course_code not in courses:
        raise KeyError(f"no sample course {course_code}; there are {', '.join(courses)}")
    course = courses[course_code]
    lines = (f"{n}. {title}: {contents}" for n, (title, contents) in enumerate(course.topics, 1))
    return "\n".join((f"Syllabus of {course.code} {course.title}", "", *lines, ""))


def print_paper(paper: SamplePaper) -> bytes:
    """The paper as a PDF with a text layer; the same bytes every time with the same fonts."""
    html = HTML(string=document(paper), url_fetcher=_refuse)
    pdf: bytes = html.write_pdf(pdf_identifier=paper.file_name.encode())
    return pdf


def print_scan(paper: SamplePaper) -> bytes:
    """The paper as it comes from a copier: a PDF of pictures without any text."""
    return photograph(print_paper(paper))


def sample_file(paper: SamplePaper) -> bytes:
    """What lies in the professor's folder: the scan of a paper that exists only on paper."""
    return print_scan(paper) if paper.scanned else print_paper(paper)


def _refuse(url: str, **_: object) -> object:
    raise ValueError(f"a sample paper must not load anything, yet it asks for {url}")
