"""English sentences of plain code, in German by their forms."""

import pytest
from django.utils.translation import override

from exams.said import said, unknown_in

VERDICT = (
    "Tried on 6 past papers from the papers before each, 72 % of the topics on our list of 8 were "
    "asked (any topics at random: 41 %, last year's topics: 66 %, plain counting: 70 %): better "
    "than plain counting."
)
IN_GERMAN = {
    "Mechanics is in 9 of 12 papers.": "Mechanics ist in 9 von 12 Klausuren.",
    "Mechanics is in 1 of 1 paper and carries 12.5 % of the marks.": (
        "Mechanics ist in 1 von 1 Klausur und bringt 12,5\u00a0% der Punkte."
    ),
    "The marks add up to 97.5, not to 100.": "Die Punkte ergeben 97,5, nicht 100.",
    "Page 3 is damaged. The rest was read. Print those pages to a new PDF if they matter.": (
        "Seite 3 ist beschädigt. Der Rest wurde gelesen. Sind diese Seiten wichtig, sie in ein "
        "neues PDF drucken."
    ),
    "The papers have another format since 2019 winter: 6 questions instead of 5; 40 % of the "
    "questions leave a choice instead of less than 1 %.": (
        "Die Klausuren haben eine andere Form seit 2019 winter: 6 Aufgaben statt 5; 40\u00a0% der "
        "Aufgaben lassen eine Wahl statt weniger als 1\u00a0%."
    ),
    "Questions that keep their place in most papers: 3 is on Heaps, 4 is on Sorting.": (
        "In den meisten Klausuren an ihrem Platz: 3 zu Heaps, 4 zu Sorting."
    ),
    "An analysis of Prof. A. Fenwick is already under way.": (
        "Eine Auswertung von Prof. A. Fenwick läuft schon."
    ),
    "a.pdf: the file is empty.": "a.pdf: Die Datei ist leer.",
    "Made without a language model, by rules and statistics.": (
        "Ohne Sprachmodell erstellt, durch Regeln und Statistik."
    ),
    "The analysis rests on 5 of 6 papers. Likely next: Heaps, Sorting. Left out: 2019 winter. "
    "The file is too large. Split it into single papers.": (
        "Die Auswertung beruht auf 5 von 6 Klausuren. Als Nächstes wahrscheinlich: Heaps, "
        "Sorting. Ausgelassen: 2019 winter. Die Datei ist zu groß. Bitte in einzelne Klausuren "
        "teilen."
    ),
}


def test_sentences_are_said_in_german_with_their_values() -> None:
    with override("de"):
        assert {text: said(text) for text in IN_GERMAN} == IN_GERMAN
        assert said(VERDICT).startswith("Erprobt an 6 früheren Klausuren")
        assert said(VERDICT).endswith("bloßes Zählen: 70\u00a0%); besser als bloßes Zählen.")
    assert [unknown_in(text) for text in (*IN_GERMAN, VERDICT)] == [[]] * (len(IN_GERMAN) + 1)


@pytest.mark.parametrize("text", ["", "A model's own words.", "<b>3 of 5</b>", "Heaps"])
def test_unknown_texts_stay_as_they_are(text: str) -> None:
    with override("de"):
        assert said(text) == text
    assert said(VERDICT) == VERDICT.replace(" %", "\u00a0%")
