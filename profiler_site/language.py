"""The language of an answer: the account's, else the cookie's, else the browser's."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

API = "/api/"


class LanguageMiddleware:
    """Answer in the reader's language. Addresses are the same in all; the API speaks English."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.path_info.startswith(API):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        language = chosen_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def chosen_language(request: Any) -> str:
    """One of the settings' languages; what nobody asks for is the institution's."""
    account: str = getattr(request.user, "language", "")
    if account in dict(settings.LANGUAGES):
        return account
    asked = request.headers.get("Accept-Language", "")
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or asked not in {"", "*"}:
        return get_language_from_request(request)
    institution = getattr(request, "institution", None)
    return institution.language if institution else settings.LANGUAGE_CODE
