"""How little goes over the line: words are compressed, files of the design are sent once."""

from http import HTTPStatus

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORDS = ("text/", "application/json", "application/javascript", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Compress whole answers made of words; pictures, PDFs and archives are small already.

    Django adds random bytes to each, and masks the token of its forms anew each time, so that
    nobody learns a secret from the size of answers (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponse | HttpResponseBase:
        if response.status_code != HTTPStatus.OK:
            return response
        if not response.headers.get("Content-Type", "").startswith(WORDS):
            return response
        return super().process_response(request, response)


class NamedByContent(ManifestStaticFilesStorage):
    """Static files under names that change with their content, so that browsers keep them for good.

    Where none were collected they have their plain names, and are asked for again after a minute.
    """

    patterns = ()  # addresses inside of files stay as they are: plain names are served, too

    def stored_name(self, name: str) -> str:
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))
