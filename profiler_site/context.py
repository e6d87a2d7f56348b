"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def institution(request: HttpRequest) -> dict[str, Any]:
    """The institution and the reader's membership, both None outside of one; the languages."""
    return {
        "institution": getattr(request, "institution", None),
        "membership": getattr(request, "membership", None),
        "languages": settings.LANGUAGES,
    }
