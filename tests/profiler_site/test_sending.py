"""What goes over the line: words compressed, pictures as they are, files under lasting names."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from profiler_site.sending import CompressionMiddleware, NamedByContent

LONG = b"a page of words " * 100


@pytest.mark.parametrize(
    ("response", "encoding"),
    [
        (HttpResponse(LONG), "gzip"),
        (HttpResponse(LONG, content_type="application/json"), "gzip"),
        (FileResponse(iter([LONG]), content_type="text/css"), "gzip"),
        (HttpResponse(b"short"), None),
        (HttpResponse(LONG, content_type="image/webp"), None),
        (HttpResponse(LONG, content_type="application/pdf"), None),
        (HttpResponse(LONG, status=206), None),
    ],
)
def test_only_whole_answers_of_words_are_compressed(
    response: HttpResponseBase, encoding: str | None
) -> None:
    asked = RequestFactory().get("/", headers={"accept-encoding": "gzip, br"})
    answered = CompressionMiddleware(lambda _: response).process_response(asked, response)
    assert answered.headers.get("Content-Encoding") == encoding


@pytest.mark.django_db
def test_compressed_page_has_another_size_each_time() -> None:
    """So that its size tells nobody what secret it holds."""
    asked = {"accept-encoding": "gzip"}
    sizes = {len(Client().get("/", headers=asked).content) for _ in range(12)}
    assert len(sizes) > 1


def test_collected_file_is_named_by_its_content_and_any_other_plainly(tmp_path: Path) -> None:
    storage = NamedByContent(location=tmp_path, base_url="/static/")
    storage.save("look.css", ContentFile(b"body { margin: 0 }"))
    list(storage.post_process({"look.css": (storage, "look.css")}))
    assert re.fullmatch(r"/static/look\.[0-9a-f]{12}\.css", storage.url("look.css"))
    assert storage.url("new.css") == "/static/new.css"
