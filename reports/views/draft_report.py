"""The audit of a draft as a file, for whoever sees the draft."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from analysis.access import access_draft
from analysis.services.drafts import check_draft
from exams.access import staff_required
from reports.pdf.draft_report import print_draft


@staff_required
@require_safe
def draft_report(request: Any, draft_id: int) -> HttpResponse:
    """The checks on one page; Http404 while the draft is not read."""
    found = access_draft(request.membership, request.user, draft_id)
    checked = check_draft(found)
    if checked is None:
        raise Http404
    response = HttpResponse(
        print_draft(found, checked, timezone.localdate()), content_type="application/pdf"
    )
    name = f"{slugify(found.file_name.removesuffix('.pdf')) or 'draft'}-audit.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
