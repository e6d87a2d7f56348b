"""The PDF report: one HTML template, drawn from the same values as the page."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reports.document import ProfileDocument
from reports.presentation import present
from reports.printing import print_tagged
from reports.sources import link_within, list_sources

TEMPLATE = "reports/report.html"
PRINT_STYLE = "reports/report.css"


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A finished report: its bytes, its number of pages, and the names of its charts."""

    pdf: bytes
    pages: int
    charts: tuple[str, ...]


def render_report(
    document: ProfileDocument, base_url: str = "", language: str = settings.LANGUAGE_CODE
) -> RenderedReport:
    """Print a profile as a tagged PDF (PDF/UA-1) with bookmarks and page numbers.

    `base_url` is the institution's address ("https://papers.example.org/at/north/"): numbers whose
    questions are not printed in the report link there. Without it all links stay inside.
    `language` is one of the settings' languages.
    """
    site = f"{base_url.rstrip('/')}/" if base_url else ""
    with translation.override(language):
        sources = list_sources(document, site)
        shown = present(document, link_within(document, sources, site))
        html = render_to_string(TEMPLATE, {"shown": shown, "sources": sources, "flat": True})
        pdf, pages = print_tagged(html, render_to_string(PRINT_STYLE))
    return RenderedReport(pdf, pages, shown.chart_names)
