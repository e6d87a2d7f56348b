"""The PDF report: one HTML template, printed by WeasyPrint, which may fetch nothing."""

import io
import logging
from dataclasses import dataclass
from pathlib import Path

import weasyprint
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from reports.document import ProfileDocument
from reports.presentation import present
from reports.sources import link_within, list_sources

# The pages' style sheet says things that paper cannot do; WeasyPrint would warn of each.
logging.getLogger("weasyprint").setLevel(logging.ERROR)

STYLE = "profiler.css"
TEMPLATE = "reports/report.html"
PRINT_STYLE = "reports/report.css"


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A finished report: its bytes, its number of pages, and the names of its charts."""

    pdf: bytes
    pages: int
    charts: tuple[str, ...]


def render_report(document: ProfileDocument, base_url: str = "") -> RenderedReport:
    """Print a profile as a tagged PDF (PDF/UA-1) with bookmarks and page numbers.

    `base_url` is the institution's address ("https://papers.example.org/at/north/"): numbers whose
    questions are not printed in the report link there. Without it all links stay inside.
    """
    site = f"{base_url.rstrip('/')}/" if base_url else ""
    sources = list_sources(document, site)
    shown = present(document, link_within(document, sources, site))
    html = render_to_string(TEMPLATE, {"shown": shown, "sources": sources, "flat": True})
    fonts = FontConfiguration()
    # Refuses every address: question texts come from PDFs that strangers made.
    fetcher = URLFetcher(allowed_protocols=())
    styles = [
        weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher)
        for text in (read_style(), render_to_string(PRINT_STYLE))
    ]
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    printed = page.render(stylesheets=styles, font_config=fonts)
    target = io.BytesIO()
    printed.write_pdf(target, pdf_variant="pdf/ua-1")
    return RenderedReport(target.getvalue(), len(printed.pages), shown.chart_names)


def read_style() -> str:
    """The style sheet of the pages, whose tokens the report shares.

    Raises FileNotFoundError where the project's static files are not installed.
    """
    found = finders.find(STYLE)
    if found is None:
        raise FileNotFoundError(f"{STYLE} is not among the static files of the project.")
    return Path(found).read_text(encoding="utf-8")
