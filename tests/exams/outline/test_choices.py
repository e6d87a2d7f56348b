"""Choice rules as papers of several languages word them, and the names of groups."""

import pytest

from exams.outline import read_outline
from exams.outline.choice_words import rules_in
from tests.exams.outline.sheets import page_of


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Answer any three of the following.", 3),
        ("Beantworten Sie zwei der folgenden Fragen.", 2),
        ("Bearbeiten Sie nur drei der vier Aufgaben.", 3),
        ("Traitez deux des trois exercices suivants.", 2),
        ("Répondez à trois questions au choix.", 3),
        ("Responda dos de las siguientes preguntas.", 2),
        ("Responda a duas das três questões.", 2),
        ("Rispondere a due delle seguenti domande.", 2),
        ("Svolgere due esercizi a scelta.", 2),
        ("Beantwoord twee van de volgende vragen.", 2),
        ("Besvara två av följande frågor.", 2),
        ("Aşağıdaki sorulardan ikisini cevaplayınız.", 2),
        ("Aşağıdaki sorulardan herhangi 3 tanesini çözünüz.", 3),
    ],
)
def test_rules_in_words_of_several_languages_finds_how_many(text: str, needed: int) -> None:
    assert [count for count, _ in rules_in(text)] == [needed]


@pytest.mark.parametrize(
    "text",
    [
        "For any three distinct vertices prove the claim.",
        "Nennen Sie drei der Annahmen.",
        "Calculez la somme des trois nombres.",
    ],
)
def test_rules_in_a_task_that_only_counts_finds_none(text: str) -> None:
    assert list(rules_in(text)) == []


def test_read_outline_of_two_sections_keeps_their_groups_apart() -> None:
    asked = ("1. Explain sorting. [5]", "", "          OR", "", "2. Explain hashing. [5]")
    outline = read_outline([page_of("PART A", *asked, "", "PART B", *asked)])
    assert [(q.section, q.number, q.choice_group) for q in outline.questions] == [
        ("PART A", "1", "PART A: 1-or-2"),
        ("PART A", "2", "PART A: 1-or-2"),
        ("PART B", "1", "PART B: 1-or-2"),
        ("PART B", "2", "PART B: 1-or-2"),
    ]
    assert [choice.group for choice in outline.choices] == ["PART A: 1-or-2", "PART B: 1-or-2"]
    assert outline.scorecard.marks_sum == 10.0


def test_read_outline_of_twins_in_a_section_repeats_no_number() -> None:
    page = page_of(
        "PART A",
        *("1. Define a tree. [5]", "", "2. Define a graph. [5]"),
        *("", "          OR", "", "2. Define a heap. [5]", "", "3. Define a list. [5]"),
    )
    outline = read_outline([page])
    groups = [question.choice_group for question in outline.questions]
    assert groups == [None, "PART A: 2-or-2", "PART A: 2-or-2", None]
    assert outline.scorecard.repeats == ()
