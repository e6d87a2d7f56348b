"""The PDF report: one HTML template, drawn from the same values as the page."""

import io
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image, ImageStat

from reports.crops.excerpts import HELD, Excerpts
from reports.document import ProfileDocument
from reports.pdf.printing import print_tagged
from reports.profile.presentation import present
from reports.profile.sources import link_within, list_sources

TEMPLATE = "reports/report.html"
PRINT_STYLE = "reports/report.css"
LOGO = f"{HELD}:logo"
PALE = 215  # mean grey value of a logo that would be lost on light paper
OPAQUE = [0] * 128 + [255] * 128


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A finished report: its bytes, its number of pages, and the names of its charts."""

    pdf: bytes
    pages: int
    charts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What is the institution's own on the cover: its logo as a PNG, and its colour "#rrggbb"."""

    logo: bytes = b""
    accent: str = ""

    @property
    def pale(self) -> bool:
        """Whether the logo is drawn for a dark ground: what is seen of it is nearly white."""
        if not self.logo:
            return False
        with Image.open(io.BytesIO(self.logo)) as picture:
            grey, seen = picture.convert("RGBA").convert("LA").split()
        return bool(ImageStat.Stat(grey, mask=seen.point(OPAQUE)).mean[0] > PALE)

    @property
    def style(self) -> str:
        """Rules that go after the report's; empty for our colour."""
        rule = (
            f"\n:root {{ --accent: {self.accent}; }}"
            f" .cover .rule, .cover .logo.pale {{ background: {self.accent}; }}"
        )
        return rule if self.accent else ""


PLAIN = Cover()
NONE: Excerpts = {}


def render_report(
    document: ProfileDocument,
    base_url: str = "",
    language: str = settings.LANGUAGE_CODE,
    cover: Cover = PLAIN,
    excerpts: Excerpts = NONE,
) -> RenderedReport:
    """Print a profile as a tagged PDF (PDF/UA-1) with bookmarks and page numbers.

    `base_url` is the institution's address ("https://papers.example.org/at/north/"): numbers whose
    questions are not printed in the report link there. Without it all links stay inside.
    `language` is one of the settings' languages; `cover` is the institution's own; questions are
    shown by their `excerpts` and, where they have none, by their words.
    """
    site = f"{base_url.rstrip('/')}/" if base_url else ""
    with translation.override(language):
        sources = list_sources(document, site, excerpts)
        shown = present(document, link_within(document, sources, site))
        known = {
            "shown": shown,
            "sources": sources,
            "flat": True,
            "logo": cover.logo and LOGO,
            "pale": cover.pale,
        }
        style = render_to_string(PRINT_STYLE) + cover.style
        pictures = {one.address: one.content for each in excerpts.values() for one in each}
        html = render_to_string(TEMPLATE, known)
        pdf, pages = print_tagged(html, style, {**pictures, LOGO: cover.logo})
    return RenderedReport(pdf, pages, shown.chart_names)
