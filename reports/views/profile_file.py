"""A profile as a file for programs."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from reports import access, selectors
from reports.exports.profile_file import write_profile


@require_safe
def profile_file(request: Any, professor_id: int) -> HttpResponse:
    """The profile that this reader may see, with the questions that it rests on, as JSON."""
    member = getattr(request, "membership", None)
    profile = access.access_profile(professor_id, member)
    content = write_profile(
        selectors.document_of(profile),
        selectors.questions_of_profile(profile, staff=access.is_staff(member)),
        lambda one: request.build_absolute_uri(reverse("question", args=[one.pk])),
    )
    response = HttpResponse(content, content_type="application/json")
    name = f"{slugify(profile.professor.name) or 'professor'}-profile.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
