"""HTML to a tagged PDF, by WeasyPrint, which may fetch nothing."""

import io
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import weasyprint
from django.contrib.staticfiles import finders
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# The pages' style sheet says things that paper cannot do; WeasyPrint would warn of each.
logging.getLogger("weasyprint").setLevel(logging.ERROR)

STYLE = "profiler.css"
NONE: Mapping[str, bytes] = {}
PRINTED = 4  # the flag of annotations that are on paper, too


class OnlyHeld(URLFetcher):  # type: ignore[misc]
    """Gives the pictures it holds by their addresses, and fetches nothing."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self.pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The picture of this address; `ValueError` for any other."""
        if url not in self.pictures:
            raise ValueError(f"Nothing is fetched: {url}")
        return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/png"})


def print_tagged(
    html: str, print_style: str, pictures: Mapping[str, bytes] = NONE
) -> tuple[bytes, int]:
    """A PDF after PDF/UA-1 with bookmarks, and the number of its pages.

    The pages' style sheet holds with `print_style` on top. Nothing is fetched, whatever the HTML
    asks for: texts of questions come from PDFs that strangers made. `pictures` are PNGs by their
    addresses, which begin with "held:".
    """
    fonts = FontConfiguration()
    fetcher = OnlyHeld(pictures)
    styles = [
        weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher)
        for text in (read_style(), print_style)
    ]
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    printed = page.render(stylesheets=styles, font_config=fonts)
    target = io.BytesIO()
    printed.write_pdf(target, finisher=mend_tags, pdf_variant="pdf/ua-1")
    return target.getvalue(), len(printed.pages)


def mend_tags(_: object, pdf: Any) -> None:
    """Put right what WeasyPrint leaves open of PDF/UA-1.

    Headings of tables say whether they head a column or a row (7.5; WeasyPrint names the headings
    of each cell, which readers use less); groups in a list of names and values are lists of their
    own (7.6); links are printed (7.18).
    """
    elements: dict[bytes, Any] = {one.reference: one for one in pdf.objects}
    for one in elements.values():
        if not isinstance(one, dict):
            continue
        if one.get("Subtype") == "/Link":
            one["F"] = PRINTED
        elif one.get("S") == "/TH":
            part = elements[elements[one["P"]]["P"]]
            one["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"
        elif one.get("S") == "/LI" and elements[one["P"]]["S"] == "/Div":
            group = elements[one["P"]]
            group["S"] = "/L"
            elements[group["P"]]["S"] = "/Sect"


def read_style() -> str:
    """The style sheet of the pages, whose tokens what is printed shares.

    Raises FileNotFoundError where the project's static files are not installed.
    """
    found = finders.find(STYLE)
    if found is None:
        raise FileNotFoundError(f"{STYLE} is not among the static files of the project.")
    return Path(found).read_text(encoding="utf-8")
