"""The pictures of printed pages, as they were drawn when the papers were read."""

from django.http import Http404, HttpResponse

from exams.models import Page
from exams.services import files

TYPES = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg"}


def picture_of(page: Page) -> HttpResponse:
    """The picture of a page; Http404 where it has none or the file is gone."""
    kind = TYPES.get(page.picture.rpartition(".")[2])
    if kind is None:
        raise Http404
    try:
        return HttpResponse(files.fetch(page.picture), content_type=kind)
    except FileNotFoundError as error:
        raise Http404 from error
