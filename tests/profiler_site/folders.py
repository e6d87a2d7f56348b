"""A professor's folder of printed sample papers, taken in and read once per test process."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from exams.models import Paper, Professor
from exams.sandbox import read_pdf
from exams.sandbox.reading import Reading
from exams.services import papers
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


@cache
def read_once(content: bytes, span: tuple[int, int] | None) -> Reading:
    """What the child process reads of a file, once per test process."""
    return read_pdf(content, span=span)


@contextmanager
def reading_once() -> Iterator[None]:
    """Let no file be read a second time meanwhile, whoever takes it in."""

    def remembered(content: bytes, *, span: Any = None, **options: Any) -> Reading:
        return read_once(content, span)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "read_pdf", remembered)
        yield


def read_all(institution_id: int) -> None:
    """Read what was taken in."""
    with institution_scope(institution_id):
        found = list(Paper.objects.values_list("pk", flat=True))
    with reading_once():
        for paper in found:
            read_paper(institution_id, paper)
