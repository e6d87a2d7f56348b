"""A professor's folder of printed sample papers, taken in and read once per test process."""

from functools import cache

from exams.models import Paper, Professor
from exams.services.catalogue import add_professor, course_titled
from exams.services.papers import read_paper, receive_paper
from exams.tenancy import institution_scope
from profiler_site.demo.papers import print_paper, sample_papers

COURSE = "MA204"


@cache
def printed(count: int) -> tuple[tuple[str, bytes], ...]:
    """File names and bytes of the first `count` papers of one course that are no scans."""
    chosen = [one for one in sample_papers() if one.course_code == COURSE and not one.scanned]
    return tuple((paper.file_name, print_paper(paper)) for paper in chosen[:count])


def file_papers(institution_id: int, count: int, *extra: tuple[str, bytes]) -> Professor:
    """A professor with `count` printed papers and the files of `extra`; none is read yet."""
    with institution_scope(institution_id):
        professor = add_professor("Ilse Thornquist")
        course = course_titled("Linear Algebra", COURSE)
        for name, content in (*printed(count), *extra):
            receive_paper(content, name, professor=professor, course=course)
    return professor


def read_all(institution_id: int) -> None:
    """Read what was taken in."""
    with institution_scope(institution_id):
        papers = list(Paper.objects.values_list("pk", flat=True))
    for paper in papers:
        read_paper(institution_id, paper)
