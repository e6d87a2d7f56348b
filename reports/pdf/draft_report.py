"""The audit of a draft on one page, to take into a meeting. Nothing of it is kept."""

from datetime import date

from django.template.loader import render_to_string

from analysis.models import Draft
from analysis.services.drafts import CheckedDraft
from analysis.statistics.audit import Standing
from reports.pdf.printing import print_tagged

TEMPLATE = "reports/draft_report.html"
STYLES = ("reports/report.css", "reports/draft_report.css")
MOST_NAMED = (4, 2, 1, 0)  # questions beside a check: fewer, until all fits on one page
ORDER = (Standing.LOOK, Standing.UNKNOWN, Standing.FINE)


def print_draft(draft: Draft, checked: CheckedDraft, made_on: date) -> bytes:
    """The checks of a draft as a tagged PDF of one page, those worth a look first.

    Where all does not fit, fewer questions are written out beside each check; how many there are
    stays said.
    """
    rows = sorted(checked.rows(), key=lambda row: ORDER.index(row.check.standing))
    context = {"draft": draft, "audit": checked.audit, "rows": rows, "made_on": made_on}
    style = "\n".join(map(render_to_string, STYLES))
    printed = b""
    for most in MOST_NAMED:
        html = render_to_string(TEMPLATE, {**context, "most": f":{most}"})
        printed, pages = print_tagged(html, style)
        if pages == 1:
            break
    return printed
