"""The ways a paper may be set: each gives the HTML of the body, a style sheet of the same name."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from profiler_site.demo.layouts import columns, decimal, points, sections, table
from profiler_site.demo.model import Layout, SamplePaper

FOLDER = Path(__file__).parent
BODIES: dict[Layout, Callable[[SamplePaper], str]] = {
    Layout.SECTIONS: sections.body,
    Layout.POINTS: points.body,
    Layout.DECIMAL: decimal.body,
    Layout.TABLE: table.body,
    Layout.COLUMNS: columns.body,
}


def document(paper: SamplePaper) -> str:
    """The whole HTML page of a paper, style sheets included, ready for WeasyPrint."""
    sheets = (FOLDER / "base.css", FOLDER / f"{paper.layout}.css")
    styles = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    title = escape(f"{paper.course_code} {paper.course_title}, {paper.session} {paper.year}")
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="{escape(paper.professor)}"><style>{styles}</style></head>'
        f"<body>{BODIES[paper.layout](paper)}</body></html>"
    )
