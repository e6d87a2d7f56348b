"""The geometry of each chart, for the invented profile."""

import re

import pytest
from django.template.loader import render_to_string
from django.test.html import parse_html
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import bars, heatmap, intervals, lines, pie
from reports.charts.bars import Bar
from reports.charts.heatmap import HeatCell, SittingHead, YearHead
from reports.charts.intervals import Interval
from tests.reports.documents import make_analysis

ANALYSIS = make_analysis()


def link(key: str) -> str:
    return f"/{key}/"


def test_topic_frequency_bar_draws_papers_of_all_papers() -> None:
    chart = bars.topic_frequency_bar(ANALYSIS, link)
    assert chart.caption == "How many of the 12 papers ask each topic"
    assert len(chart.bars) == 10
    assert chart.bars[3] == Bar(
        label="Central forces and orbits",
        width="66.67%",
        value="8 of 12",
        note="steady",
        href="/topic-3/",
        title="Central forces and orbits: asked in 8 of 12 papers, 80 marks in all",
    )


def test_topic_frequency_bar_of_many_topics_counts_those_asked_once() -> None:
    once = ANALYSIS.topics[-1].model_copy(update={"papers": 1})
    chart = bars.topic_frequency_bar(
        ANALYSIS.model_copy(update={"topics": (*ANALYSIS.topics, *[once] * 7)}), link
    )
    assert len(chart.bars) == 12
    assert chart.rest == "5 more topics in one paper; the table by sitting has them."


def test_bloom_mix_bar_draws_against_the_largest_and_links_only_what_was_asked() -> None:
    chart = bars.bloom_mix_bar(ANALYSIS, link)
    assert [(bar.label, bar.value, bar.width) for bar in chart.bars] == [
        ("remember", "23\u00a0%", "87.5%"),
        ("understand", "16\u00a0%", "62.5%"),
        ("apply", "26\u00a0%", "100%"),
        ("analyse", "24\u00a0%", "91.67%"),
        ("evaluate", "6\u00a0%", "25%"),
        ("create", "5\u00a0%", "20.83%"),
    ]
    none = ANALYSIS.bloom[0].model_copy(update={"count": 0, "share": 0.0, "evidence": ()})
    empty = bars.share_bars("x", "x", (none,), link, "bloom")
    assert (empty.bars[0].href, empty.bars[0].width) == ("", "0%")


def test_pie_of_one_level_still_draws_a_ring() -> None:
    only = ANALYSIS.difficulty[0].model_copy(update={"share": 1.0, "count": 93})
    analysis = ANALYSIS.model_copy(update={"difficulty": (only,)})
    chart = pie.difficulty_distribution_pie(analysis, link)
    assert chart.slices[0].path.startswith("M50 0A50 50 0 1 1 49.97 0L49.98 21A29 29 0 1 0 50 21Z")
    assert (chart.centre, chart.centre_note) == ("93", "questions")


def test_pie_names_each_level_with_its_share() -> None:
    chart = pie.difficulty_distribution_pie(ANALYSIS, link)
    assert [one.title for one in chart.slices] == [
        "easy: 23 questions, 25\u00a0%",
        "medium: 20 questions, 22\u00a0%",
        "hard: 22 questions, 24\u00a0%",
        "very hard: 28 questions, 30\u00a0%",
    ]
    assert chart.slices[3].href == "/difficulty-very_hard/"


@given(st.floats(0, 0.99), st.floats(0.0001, 1))
def test_ring_arc_of_any_share_stays_within_its_drawing(start: float, share: float) -> None:
    path = pie.ring_arc(start, min(1.0, start + share))
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]
    assert all(-0.01 <= number <= 100.01 for number in numbers)


def test_trend_line_puts_all_panels_on_one_scale() -> None:
    chart = lines.trend_line(ANALYSIS, link)
    assert (chart.first, chart.last) == ("2018 May", "2023 August")
    assert len(chart.panels) == lines.PANELS
    lagrange = chart.panels[4]
    assert (lagrange.label, lagrange.trend) == ("Lagrangian mechanics", "increasing")
    assert lagrange.line.split() == [
        *[f"{x},51" for x in ("5", "22.27", "39.55", "56.82", "74.09", "91.36")],
        *[f"{x},5" for x in ("108.64", "125.91", "143.18", "160.45", "177.73", "195")],
    ]
    assert [dot.asked for dot in lagrange.dots] == [False] * 6 + [True] * 6
    assert lagrange.dots[6].href == "/cell-4-6/"
    assert lagrange.dots[6].title == "Lagrangian mechanics, 2021 May: 2 questions, 24 marks"


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
def test_place_points_for_any_heights_stays_within_the_panel(heights: list[float]) -> None:
    points = [
        (float(x), float(y)) for x, y in lines.place_points(heights, max(heights, default=0.0))
    ]
    assert len(points) == len(heights)
    assert all(0 <= x <= lines.WIDTH and 0 <= y <= lines.HEIGHT for x, y in points)
    assert points == sorted(points, key=lambda point: point[0])


def test_heatmap_has_a_column_per_sitting_under_its_year() -> None:
    chart = heatmap.topic_year_heatmap(ANALYSIS, link)
    assert chart.years == tuple(YearHead(str(year), 2) for year in range(2018, 2024))
    assert chart.sittings[:2] == (SittingHead("May", "2018 May"), SittingHead("Aug", "2018 August"))
    assert chart.sessions_differ
    assert chart.rows[4].cells[5:7] == (
        HeatCell("", 0, "", "Lagrangian mechanics, 2020 August: not asked"),
        HeatCell("24", 5, "/cell-4-6/", "Lagrangian mechanics, 2021 May: 2 questions, 24 marks"),
    )


def test_heatmap_without_marks_shows_questions() -> None:
    topics = tuple(
        topic.model_copy(
            update={"cells": tuple(c.model_copy(update={"marks": None}) for c in topic.cells)}
        )
        for topic in ANALYSIS.topics
    )
    chart = heatmap.topic_year_heatmap(ANALYSIS.model_copy(update={"topics": topics}), link)
    assert chart.caption == "Questions by topic and sitting"
    assert chart.rows[0].cells[0].text == "2"


@pytest.mark.parametrize(
    ("weight", "top", "questions", "shade"),
    [(0, 10, 0, 0), (0, 10, 1, 1), (0.1, 10, 1, 1), (5, 10, 1, 3), (10, 10, 1, 5), (0, 0, 1, 1)],
)
def test_shade_of_a_cell_grows_with_its_weight(
    weight: float, top: float, questions: int, shade: int
) -> None:
    assert heatmap.shade_of(weight, top, questions) == shade


def test_forecast_interval_draws_point_within_its_interval() -> None:
    chart = intervals.forecast_interval(ANALYSIS, link)
    assert chart.left_over == 0
    assert chart.intervals[4] == Interval(
        label="Lagrangian mechanics",
        start="30%",
        width="32%",
        point="50%",
        value="50\u00a0%",
        note="6 of 12 papers, about 12 marks",
        href="/forecast-4/",
        title=(
            "Lagrangian mechanics: 50\u00a0%, between 30\u00a0% and 62\u00a0%; "
            "asked in 6 of 12 papers"
        ),
    )


@pytest.mark.parametrize(
    ("template", "chart"),
    [
        ("bars", bars.topic_frequency_bar(ANALYSIS, link)),
        ("pie", pie.difficulty_distribution_pie(ANALYSIS, link)),
        ("trends", lines.trend_line(ANALYSIS, link)),
        ("heatmap", heatmap.topic_year_heatmap(ANALYSIS, link)),
        ("forecast", intervals.forecast_interval(ANALYSIS, link)),
    ],
)
def test_template_of_a_chart_is_well_formed_and_carries_no_inline_style(
    template: str, chart: object
) -> None:
    drawn = render_to_string(f"charts/{template}.html", {"chart": chart})
    assert parse_html(drawn).children  # raises where a tag is not closed
    assert "style=" not in drawn
    for drawing in re.findall(r"<svg.*?</svg>", drawn, flags=re.DOTALL):
        assert "<title>" in drawing or 'aria-hidden="true"' in drawing
