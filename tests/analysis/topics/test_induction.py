from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.topics import PaperTexts, induce_topics
from tests.analysis.topics.courses import ALGEBRA, SYSTEMS, WEINBAU, papers

POOL = ALGEBRA + SYSTEMS + WEINBAU


def test_induce_topics_of_linear_algebra_reads_like_its_syllabus() -> None:
    assert set(induce_topics(papers(ALGEBRA, "Linear Algebra"), subject="Linear Algebra")) == {
        "Eigenvalues and eigenvectors",
        "Gaussian elimination",
        "Linear independence, basis and dimension",
        "Projections and least squares",
        "Linear transformations",
        "Systems of linear equations",
        "Rank and nullity",
        "Determinants",
        "Vector spaces and subspaces",
    }


def test_induce_topics_of_operating_systems_reads_like_its_syllabus() -> None:
    found = induce_topics(papers(SYSTEMS, "Operating Systems"))
    assert set(found) == {
        "CPU scheduling",
        "Deadlocks",
        "Disk scheduling and storage",
        "Process synchronization",
        "Virtual memory and page replacement",
        "Processes",
        "Paging and segmentation",
        "File systems",
    }


def test_induce_topics_without_a_name_finds_the_subject_in_the_questions() -> None:
    found = induce_topics(papers(SYSTEMS, ""))
    assert {"CPU scheduling", "Deadlocks", "Process synchronization"} <= set(found)


def test_induce_topics_of_an_untitled_course_knows_it_by_the_language_it_names() -> None:
    questions = (
        "Write a function in Haskell that reverses a list with foldl.",
        "Define a Haskell data type for trees; derive Show for it.",
        "What does lazy evaluation mean for an infinite list in Haskell?",
        "The narrator of the game prints a poem. Give the Haskell type of main.",
    )
    found = set(induce_topics(papers(questions, "Poetry Slam Solver")))
    assert {"Higher-order functions", "Algebraic data types", "Lazy evaluation"} <= found
    assert "Literature and arts" not in found


def test_induce_topics_in_french_takes_nouns_and_no_verbs() -> None:
    questions = (
        "Alice calcule la clé de session et Bob vérifie la clé de session.",
        "Comment Alice calcule-t-elle le chiffré ? Quelle est la clé de session ?",
        "Pourquoi Alice calcule deux fois ? Donner la clé de session dans ce cas.",
        "Que se passe-t-il si Alice calcule mal ?",
    )
    found = induce_topics(papers(questions, "Protocoles", 2))
    assert "Clé de session" in found
    assert not [name for name in found if "lice" in name or "omment" in name]


def test_induce_topics_outside_the_vocabulary_takes_the_papers_own_terms() -> None:
    assert induce_topics(papers(WEINBAU, "Weinbau", 2)) == ("Maischegärung", "Rebschnitt")


def test_induce_topics_with_headings_takes_those_that_come_again() -> None:
    sittings = [
        PaperTexts(
            "Seamanship", ("Part A: Knots and splices", "Part B"), ("Tie the knots named.",)
        ),
        PaperTexts("Seamanship", ("A. Knots and splices",), ("Which knots hold when wet?",)),
    ]
    assert induce_topics(sittings) == ("Knots and splices",)


def test_induce_topics_of_nothing_gives_nothing() -> None:
    assert induce_topics([]) == ()
    assert induce_topics([PaperTexts("Botany", (), ("", "  "))]) == ()


def test_induce_topics_keeps_known_names_first_and_adds_what_they_lack() -> None:
    known = ("Eigen-things", "Determinants")
    found = induce_topics(papers(ALGEBRA, "Linear Algebra"), known=known)
    assert found[:2] == known
    assert "Projections and least squares" in found


def test_induce_topics_with_its_own_result_known_changes_nothing() -> None:
    sittings = papers(ALGEBRA, "Linear Algebra")
    found = induce_topics(sittings)
    assert induce_topics(sittings, known=found) == found


def test_induce_topics_with_a_new_paper_keeps_the_old_names() -> None:
    first = induce_topics(papers(ALGEBRA[:6], "Linear Algebra"))
    assert induce_topics(papers(ALGEBRA, "Linear Algebra"), known=first)[: len(first)] == first


@pytest.mark.parametrize("title", ["Deadlocks", "Process Synchronization", "CPU Scheduling 2"])
def test_induce_topics_never_names_the_course(title: str) -> None:
    found = {name.casefold() for name in induce_topics(papers(SYSTEMS, title))}
    assert found
    assert title.removesuffix(" 2").casefold() not in found


def test_induce_topics_in_french_reads_like_its_syllabus() -> None:
    questions = (
        "Calculer la série de Fourier de la fonction f.",
        "Montrer que la série de Fourier converge.",
        "Donner la série de Fourier de la fonction paire g.",
        "Déterminer les valeurs propres de la matrice A.",
        "Les valeurs propres de la matrice sont-elles réelles ?",
        "Montrer que les valeurs propres sont positives.",
    )
    assert induce_topics(papers(questions, "Mathématiques")) == (
        "Séries et transformée de Fourier",
        "Valeurs propres et diagonalisation",
    )


def test_paper_texts_say_a_stem_once() -> None:
    sitting = PaperTexts("", (), ("Knots: tie", "Knots: cut", "Sails"), ("Knots:", "Knots:", ""))
    assert sitting.said_once() == ("Knots: tie", " cut", "Sails")
    assert sitting.groups() == (0, 0, 2)


@pytest.mark.parametrize("head", ["III", "V", "Answer all questions"])
def test_induce_topics_takes_no_heading_without_a_word_of_its_own(head: str) -> None:
    sittings = [PaperTexts("Seamanship", (head,), ("Tie the knots named.",))] * 2
    assert head not in induce_topics(sittings)


def test_induce_topics_of_a_course_known_by_its_name_alone_are_that_courses() -> None:
    questions = ("Derive the first order correction of a degenerate perturbation.",) * 2
    found = induce_topics(papers(questions, "PH402 Quantum Mechanics II (4 credits)", 2))
    assert found == ("Perturbation theory",)


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(3)), st.randoms(use_true_random=False))
def test_induce_topics_in_any_order_gives_the_same(order: list[int], random: Random) -> None:
    sittings = papers(POOL, "")
    shuffled = [
        PaperTexts("", (), tuple(random.sample(sittings[i].questions, len(sittings[i].questions))))
        for i in order
    ]
    assert induce_topics(shuffled) == induce_topics(sittings)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.lists(st.sampled_from(POOL), max_size=8), max_size=4), st.sampled_from(POOL))
def test_induce_topics_of_any_papers_gives_few_unique_names(
    deals: list[list[str]], extra: str
) -> None:
    sittings = [PaperTexts("", (), tuple(deal)) for deal in (*deals, [extra])]
    found = induce_topics(sittings)
    assert len(set(found)) == len(found) <= 20
    assert all(name.strip() for name in found)
