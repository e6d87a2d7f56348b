"""From a number that somebody sent to an object: the only way in.

Inside the institution's scope a foreign object does not exist, so missing and foreign look the
same; `NotFound` becomes a 404 in pages and API.
"""

from django.db.models import Model

from exams.errors import NotFound
from exams.models import Course, Page, Paper, Professor


def find[M: Model](model: type[M], **by: object) -> M:
    """The one object with these values; raises `NotFound`."""
    found = model._default_manager.filter(**by).first()
    if found is None:
        raise NotFound(f"No such {model._meta.verbose_name}.")
    return found


def access_paper(paper_id: int) -> Paper:
    """A paper of this institution."""
    return find(Paper, pk=paper_id)


def access_page(paper_id: int, number: int) -> Page:
    """A page of a paper of this institution."""
    return find(Page, paper_id=paper_id, number=number)


def access_professor(professor_id: int) -> Professor:
    """A professor of this institution."""
    return find(Professor, pk=professor_id)


def access_course(course_id: int) -> Course:
    """A course of this institution."""
    return find(Course, pk=course_id)
