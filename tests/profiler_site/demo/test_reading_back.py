"""What was printed is read again: one paper of each layout, by its text layer."""

import re

import pytest

from exams.outline import read_outline
from exams.reading.pdf import read_pages
from profiler_site.demo.outline import sample_outline
from profiler_site.demo.papers import print_paper, sample_papers

ONE_OF_EACH_LAYOUT = [
    "MA204-2018-winter.pdf",
    "MA204-2021-winter.pdf",
    "MA204-2023-winter.pdf",
    "PH110-2018-winter.pdf",
    "PH110-2023-winter.pdf",
]


def path_of(number: str) -> tuple[str, ...]:
    parts = re.findall(r"\d+|[a-z]+", number.lower())
    return tuple(part for part in parts if part not in {"q", "problem"})


@pytest.mark.parametrize("file_name", ONE_OF_EACH_LAYOUT)
def test_read_outline_of_a_printed_paper_finds_what_was_printed(file_name: str) -> None:
    paper = next(paper for paper in sample_papers() if paper.file_name == file_name)
    printed = sample_outline(paper)
    outline = read_outline(list(read_pages(print_paper(paper))))
    assert [
        (path_of(question.number), question.marks, question.choice_group is not None)
        for question in outline.questions
    ] == [
        (path_of(question["number"]), question["marks"], question["choice_group"] is not None)
        for question in printed["questions"]
    ]
    stems = {path_of(stem.number): stem.marks for stem in outline.stems}
    for stem in printed["parents"]:
        assert stems[path_of(stem["number"])] == stem["marks"]
    assert outline.scorecard.marks_sum == printed["total_marks"]
    assert outline.facts.year == printed["year"]
    assert printed["subject"] in (outline.facts.subject or "")
