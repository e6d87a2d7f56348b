from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import pytest

from analysis.statistics import analyse
from analysis.statistics.findings import findings
from analysis.statistics.meanings import Vectors, contents_of, meanings_of
from analysis.statistics.repeats import repeat_families
from analysis.statistics.results import SimilarFamily, Wording
from analysis.statistics.rows import Sitting
from analysis.statistics.similar import ALIKE, similar_families
from analysis.topics.vectors import vectors_of
from tests.analysis.statistics.papers import ask, sit

INDUCTION = "Prove by induction that the derivative of a polynomial has a lower degree."
INDUCTION_AGAIN = "Show by induction: polynomials have derivatives of lower degrees"
CIRCUIT = "A coil of 50 turns carries a current of 2 A. Calculate the field on its axis."
CIRCUIT_AGAIN = "If coils of 120 turns carry a current of 0.5 A, what is the field on the axis?"
HARMONIC = "Prove that the harmonic series diverges although its terms tend to zero."
OTHER = "Estimate the variance of a Poisson sample drawn from twelve telephone exchanges."


def asking(*texts: str, topic: str = "Topic") -> list[Sitting]:
    """One paper per text, with one question each."""
    return [sit(at, ask(at, topic, text=text)) for at, text in enumerate(texts, start=1)]


def similar_in(papers: Sequence[Sitting]) -> tuple[SimilarFamily, ...]:
    return similar_families(papers, meanings_of(papers, vectors_of), repeat_families(papers))


def axes(words: Sequence[str]) -> Vectors:
    """A vector space in which different words have nothing in common."""
    return np.eye(len(words), 256, dtype=np.float32)


def test_find_same_idea_with_other_numbers_is_one_family_with_its_wordings() -> None:
    (family,) = similar_in(asking(CIRCUIT, OTHER, CIRCUIT_AGAIN, topic="Magnetism"))

    assert family == SimilarFamily(
        topic="Magnetism",
        similarity=family.similarity,
        labels=("2001", "2003"),
        wordings=(
            Wording(label="2001", number="1", text=CIRCUIT, question=1),
            Wording(label="2003", number="3", text=CIRCUIT_AGAIN, question=3),
        ),
        evidence=(1, 3),
    )
    assert family.similarity >= 0.86


def test_find_same_idea_in_other_words_is_one_family() -> None:
    assert [one.evidence for one in similar_in(asking(INDUCTION, INDUCTION_AGAIN))] == [(1, 2)]
    assert repeat_families(asking(INDUCTION, INDUCTION_AGAIN)) == ()


def test_find_same_words_on_other_topics_is_no_family() -> None:
    papers = [sit(1, ask(1, "Fields", text=CIRCUIT)), sit(2, ask(2, "Coils", text=CIRCUIT_AGAIN))]

    assert similar_in(papers) == ()
    assert similar_in(asking(CIRCUIT, CIRCUIT_AGAIN, topic="")) == ()


def test_find_strict_repeats_alone_is_no_family_of_its_own() -> None:
    papers = asking(HARMONIC, HARMONIC)

    assert len(repeat_families(papers)) == 1
    assert similar_in(papers) == ()


def test_find_within_one_paper_is_no_family() -> None:
    paper = sit(1, ask(1, "T", text=CIRCUIT), ask(2, "T", text=CIRCUIT_AGAIN))

    assert similar_in([paper]) == ()


@pytest.mark.parametrize(
    "text",
    ["Explain with a neat diagram.", "Evaluate ∫∫ xy dxdy.", "Define entropy.", "2 + 2 = 5", ""],
)
def test_say_of_what_a_question_is_without_own_words_is_nothing(text: str) -> None:
    assert contents_of(asking(text)) == {}


def test_say_of_what_questions_are_cuts_numbers_commands_and_template() -> None:
    frame = "Calculate for the spaceship Orion the {} in orbit {}."
    things = ("velocity", "period", "energy", "mass", "thrust", "drag") * 2
    papers = asking(*(frame.format(thing, at) for at, thing in enumerate(things)))
    papers.append(sit(99, ask(99, "T", text="Find the inertia tensor of a spaceship in orbit.")))

    assert contents_of(papers) == {99: ("inertia", "tensor")}


def test_join_families_needs_all_members_alike() -> None:
    """Each of three is alike to the next, the first not to the last."""
    words = ["".join(letters) + "qo" for letters in product("bcdfg", "aeiou", "lmnrs")]
    chain = asking(*(" ".join(words[at : at + 100]) for at in (0, 1, 2)))
    meant = meanings_of(chain, axes)
    vectors = [meant.vectors[meant.contents[at]] for at in (1, 2, 3)]
    near = [float(one @ other) >= ALIKE for one, other in combinations(vectors, 2)]

    assert near == [True, False, True]
    assert [one.evidence for one in similar_families(chain, meant, ())] == [(1, 2)]


def test_analyse_without_word_vectors_looks_for_no_similar_questions() -> None:
    papers = asking(CIRCUIT, CIRCUIT_AGAIN)

    assert analyse("Ada", papers).similar == ()
    found = analyse("Ada", papers[::-1], word_vectors=vectors_of)
    assert [one.evidence for one in found.similar] == [(1, 2)]
    assert found.similar == analyse("Ada", papers, word_vectors=vectors_of).similar


def test_state_similar_questions_claims_no_repetition() -> None:
    said = {
        one.kind: one
        for one in findings(analyse("Ada", asking(CIRCUIT, CIRCUIT_AGAIN), word_vectors=vectors_of))
    }

    assert said["similar"].title == "Similar questions on Topic came in 2 papers: 2001, 2002."
    assert said["similar"].evidence == (1, 2)


def test_count_questions_without_topic_is_a_share_with_its_questions() -> None:
    papers = [sit(1, ask(1, "Limits"), ask(2), ask(3, " ")), sit(2, ask(4, "Limits"))]
    analysis = analyse("Ada", papers)
    said = {one.key: one for one in findings(analysis)}

    assert analysis.unclassified is not None
    assert (analysis.unclassified.count, analysis.unclassified.share) == (2, 0.5)
    assert said["unclassified"].evidence == (2, 3)
    assert said["unclassified"].title == "50 % of the questions (2) could be given no topic."
