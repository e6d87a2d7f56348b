import pytest

from analysis.statistics.ngrams import near_pairs, vectorise
from analysis.statistics.repeats import repeat_families
from analysis.statistics.results import RepeatFamily, Wording
from analysis.statistics.rows import Sitting
from analysis.statistics.wording import own_words
from tests.analysis.statistics.papers import ask, sit

HARMONIC = "Prove that the harmonic series diverges although its terms tend to zero."
HARMONIC_AGAIN = "Show that the harmonic series diverges, although the terms tend to zero"
OTHERS = (
    "Compute the curl of a vector field in cylindrical coordinates on the unit ball",
    "Which graph colouring needs the fewest colours on a planar map with seven regions?",
    "Estimate the variance of a Poisson sample drawn from twelve telephone exchanges",
)


def papers_asking(*texts: str) -> list[Sitting]:
    return [sit(year, ask(year, text=text)) for year, text in enumerate(texts, start=1)]


def test_find_same_question_in_other_frame_is_one_family() -> None:
    papers = papers_asking(HARMONIC, *OTHERS, HARMONIC_AGAIN)
    (family,) = repeat_families(papers)

    assert family == RepeatFamily(
        text=HARMONIC_AGAIN,
        similarity=family.similarity,
        labels=("2001", "2005"),
        evidence=(1, 5),
        variants=(HARMONIC, HARMONIC_AGAIN),
        wordings=(
            Wording(label="2001", number="1", text=HARMONIC, question=1),
            Wording(label="2005", number="5", text=HARMONIC_AGAIN, question=5),
        ),
    )
    assert 0.75 <= family.similarity <= 1


def test_find_equal_short_questions_needs_two_own_words() -> None:
    same = repeat_families(papers_asking("Define Hooke's law.", "Explain Hooke's law"))

    assert [family.evidence for family in same] == [(1, 2)]
    assert repeat_families(papers_asking("Explain your answer.", "Explain your answer.")) == ()
    assert repeat_families(papers_asking("Find the mean.", "Find the mean.")) == ()


def test_find_questions_that_share_the_frame_only_is_no_family() -> None:
    frame = "Explain with a neat labelled diagram the construction and the working of {} machines"
    names = ("synchronous", "asynchronous", "milling", "direct current", "vending", "washing")

    assert repeat_families(papers_asking(*(frame.format(name) for name in names))) == ()


def test_find_repeat_within_one_paper_is_no_family() -> None:
    paper = sit(1, ask(1, text=HARMONIC), ask(2, text=HARMONIC))

    assert repeat_families([paper]) == ()
    (family,) = repeat_families([paper, sit(2, ask(3, text=HARMONIC))])
    assert family.evidence == (1, 2, 3)


def test_compare_equal_texts_gives_cosine_one_and_all_pairs() -> None:
    texts = [OTHERS[0], OTHERS[1], OTHERS[0], "", "ab"]
    (pair,) = near_pairs(texts, 0.9)

    assert (pair.first, pair.second) == (0, 2)
    assert pair.similarity == pytest.approx(1.0)


def test_compare_prefixes_find_what_the_full_product_finds() -> None:
    words = [f"{stem}{ending}" for stem in ("matri", "vect", "grap", "serie") for ending in "abcd"]
    texts = [" ".join(words[place % 7 : place % 7 + 5 + place % 3]) for place in range(21)]
    vectors = vectorise(texts).toarray()
    cosines = vectors @ vectors.T
    expected = {(a, b) for b in range(21) for a in range(b) if cosines[a, b] >= 0.6}

    assert {(pair.first, pair.second) for pair in near_pairs(texts, 0.6)} == expected
    assert near_pairs([], 0.6) == []


def test_cut_frame_words_keeps_words_numbers_and_symbols() -> None:
    assert own_words("Find the ﬁrst 2.5 Terms of SERIES x_n, and explain!") == (
        "first",
        "2.5",
        "series",
        "x",
        "n",
    )
