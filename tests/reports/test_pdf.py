import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from django.conf import settings
from pdfminer.pdftypes import resolve1
from PIL import Image

from reports.crops.excerpts import Excerpt
from reports.pdf.report import Cover, render_report
from reports.profile.sources import link_within, list_sources, shorten
from tests.reports.documents import make_document

DOCUMENT = make_document()
LATEST = 1022  # the latest question of the first topic
SITE = "https://papers.example.org/at/north"


def addresses(printed: bytes) -> set[str]:
    """Where the links of a PDF lead outside of it."""
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        return {link["uri"] for page in pdf.pages for link in page.hyperlinks if link["uri"]}


def png(size: tuple[int, int], colour: str, mode: str = "L") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, colour).save(target, "PNG")
    return target.getvalue()


@pytest.fixture(scope="module")
def printed() -> bytes:
    excerpts = {LATEST: (Excerpt("held:1", png((400, 60), "black"), "Find the angular velocity."),)}
    report = render_report(DOCUMENT, SITE, excerpts=excerpts)
    assert report.charts == (
        "topic_frequency_bar",
        "difficulty_distribution_pie",
        "trend_line",
        "topic_year_heatmap",
        "bloom_mix_bar",
        "forecast_interval",
    )
    return report.pdf


def test_report_is_tagged_with_title_language_and_bookmarks(printed: bytes) -> None:
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        catalog = pdf.doc.catalog
        assert b'pdfuaid:part="1"' in catalog["Metadata"].resolve().get_data()
        assert resolve1(catalog["MarkInfo"]) == {"Marked": True}
        assert resolve1(catalog["Lang"]) == settings.LANGUAGE_CODE.encode()
    with pypdfium2.PdfDocument(printed) as pdf:
        assert pdf.get_metadata_value("Title") == "Dr. Ada Fenwick: what the past papers ask"
        titles = [mark.get_title() for mark in pdf.get_toc()]
    assert titles[1:4] == [
        "What to study first",
        "What changes",
        "Topics and how often they are asked",
    ]
    assert {"Forecast and its test", "How sure we are", "The printed questions"} <= set(titles)


def test_report_is_what_readers_aloud_need(printed: bytes) -> None:
    """What PDF/UA-1 asks of the tags, of fonts and of links, as far as a program can check it."""
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        catalog = pdf.doc.catalog
        assert resolve1(catalog["ViewerPreferences"])["DisplayDocTitle"] is True
        elements = list(tags_of(resolve1(catalog["StructTreeRoot"])))
        annotations = [one for page in pdf.pages for one in page.annots]
        fonts = [font for page in pdf.pages for font in fonts_of(page.page_obj.resources)]
        assert {str(page.page_obj.attrs["Tabs"]) for page in pdf.pages} == {"/'S'"}
    figures = [one for one in elements if one["S"].name == "Figure"]
    assert len(figures) > 40
    assert all(one.get("Alt") for one in figures)
    assert b"Find the angular velocity." in {resolve1(one["Alt"]) for one in figures}
    levels = [int(name[1]) for one in elements if re.fullmatch(r"H\d", name := one["S"].name)]
    assert levels[0] == levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    heads = [resolve1(one["A"]) for one in elements if one["S"].name == "TH"]
    assert {one["Scope"].name for one in heads} == {"Column", "Row"}
    assert all("Contents" in one["data"] and "StructParent" in one["data"] for one in annotations)
    assert {one["data"]["F"] for one in annotations} == {4}
    items = [resolve1(one["P"])["S"].name for one in elements if one["S"].name == "LI"]
    assert set(items) == {"L"}
    lists = [one for one in elements if one["S"].name == "L"]
    # WeasyPrint makes an empty span of the white between the panels of the trends.
    assert {one["S"].name for each in lists for one in tags_within(each)} == {"LI", "Span"}
    assert len(annotations) == sum(one["S"].name == "Link" for one in elements)
    embedded = {"FontFile", "FontFile2", "FontFile3"}
    assert all("ToUnicode" in font and embedded & descriptor.keys() for font, descriptor in fonts)


def tags_of(above: Any) -> Iterator[Any]:
    """All elements below one of the structure tree, in their order."""
    for kid in tags_within(above):
        yield kid
        yield from tags_of(kid)


def tags_within(above: Any) -> list[Any]:
    """The elements right below one."""
    kids = resolve1(above.get("K", []))
    found = map(resolve1, kids if isinstance(kids, list) else [kids])
    return [kid for kid in found if isinstance(kid, dict) and "S" in kid]


def fonts_of(resources: Any) -> Iterator[tuple[Any, Any]]:
    """The fonts of a page with their descriptors."""
    for font in map(resolve1, resolve1(resolve1(resources).get("Font", {})).values()):
        (below,) = resolve1(font["DescendantFonts"])
        yield font, resolve1(resolve1(below)["FontDescriptor"])


def test_report_says_what_was_left_out_and_who_labelled(printed: bytes) -> None:
    with pypdfium2.PdfDocument(printed) as pdf:
        words = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    assert "ph201-2017-may.pdf The file is encrypted." in words
    assert "Made without a language model, by rules and statistics." in words
    assert "Tested on 9 papers it had not seen" in words
    assert "The marks add up to 92, the cover says 100." in words


def test_report_links_to_the_site_only_where_it_is_known(printed: bytes) -> None:
    outward = addresses(printed)
    assert f"{SITE}/questions/1000/" in outward
    assert f"{SITE}/professors/7/evidence/difficulty-hard/" in outward
    assert addresses(render_report(DOCUMENT).pdf) == set()


def test_report_has_running_headers_and_page_numbers(printed: bytes) -> None:
    with pypdfium2.PdfDocument(printed) as pdf:
        words = pdf[2].get_textpage().get_text_bounded()
        assert pdf[0].get_size() == pytest.approx((595.3, 841.9), abs=0.1)
        assert f"3 of {len(pdf)}" in words
    assert "Dr. Ada Fenwick Topics and how often they are asked" in words


def test_report_shows_pictures_of_the_latest_questions_and_names_the_others(
    printed: bytes,
) -> None:
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        (shown,) = [one["srcsize"] for page in pdf.pages for one in page.images]
    with pypdfium2.PdfDocument(printed) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
        words = " ".join(" ".join(texts).split())
    assert shown == (400, 60)
    assert "asked in 12 of 12 papers · 192 marks in all · 93 % likely next time · all 24" in words
    assert "2018 May 1(a), 8 marks, page 1; 1(b), 8 marks, page 1" in words


def test_no_line_ends_before_a_percent_sign(printed: bytes) -> None:
    with pypdfium2.PdfDocument(printed) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert sum(text.count("%") for text in texts) > 50
    assert not [text for text in texts if re.search(r"\s*[\r\n]%", text)]


def test_a_logo_for_dark_grounds_is_told_from_others() -> None:
    assert [
        Cover(logo).pale
        for logo in (b"", png((9, 9), "white", "RGBA"), png((9, 9), "#123456", "RGBA"))
    ] == [False, True, False]


def test_report_of_few_papers_says_that_they_are_few() -> None:
    analysis = DOCUMENT.analysis.model_copy(
        update={"backtest": None, "predictions": (), "repeats": (), "coverage": (), "topics": ()}
    )
    few = DOCUMENT.model_copy(
        update={"analysis": analysis, "left_out": (), "questions": (), "statements": ()}
    )
    with pypdfium2.PdfDocument(render_report(few).pdf) as pdf:
        words = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "There are too few papers for a forecast." in words
    assert "None: every paper that was given could be read." in words


def test_report_fetches_nothing_even_where_its_template_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret = Path(__file__).as_uri()
    monkeypatch.setattr("urllib.request.OpenerDirector.open", pytest.fail)
    for asking in (f'<img src="{secret}">', '<img src="data:image/svg+xml,<svg/>">'):
        monkeypatch.setattr("reports.pdf.report.render_to_string", lambda *_, asking=asking: asking)
        assert render_report(DOCUMENT).pages == 1


def test_report_prints_what_looks_like_code_as_words() -> None:
    question = DOCUMENT.questions[0].model_copy(
        update={"text": '<img src="file:///etc/passwd"> <script>alert(1)</script>'}
    )
    hostile = DOCUMENT.model_copy(update={"questions": (question,)})
    with pypdfium2.PdfDocument(render_report(hostile).pdf) as pdf:
        words = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "<script>alert(1)</script>" in words


def test_links_in_print_stay_inside_where_the_questions_are_printed() -> None:
    sources = list_sources(DOCUMENT, f"{SITE}/", {})
    link = link_within(DOCUMENT, sources, f"{SITE}/")
    assert [link("topic-2"), link("cell-4-6"), link("forecast-3"), link("coverage-0")] == [
        "#topic-2",
        "#cell-4-6",
        "#topic-3",
        "#topic-0",
    ]
    assert link("bloom-apply") == f"{SITE}/professors/7/evidence/bloom-apply/"
    assert link_within(DOCUMENT, sources, "")("bloom-apply") == ""


def test_shorten_cuts_at_a_word() -> None:
    assert shorten("one  two\nthree", 20) == "one two three"
    assert shorten("one two three", 9) == "one two…"
    assert shorten("onetwothree", 5) == "onet…"
