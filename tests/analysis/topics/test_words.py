import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.topics.lexicon import contains
from analysis.topics.words import language_of, stem, stems_of


@pytest.mark.parametrize(
    "family",
    [
        ("matrix", "matrices"),
        ("hash", "hashing", "hashed"),
        ("schedule", "scheduling", "scheduled", "schedules"),
        ("diagonalize", "diagonalise", "diagonalization", "diagonalisation"),
        ("tree", "trees"),
        ("vertex", "vertices"),
    ],
)
def test_stem_of_one_family_is_one(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_stem_of_different_words_differs() -> None:
    words = ("class", "ring", "string", "process", "trie", "tree", "radius", "gas")
    assert len({stem(word) for word in words}) == len(words)


def test_stems_of_a_formula_spell_it_out() -> None:
    assert "integral" in " ".join(stems_of("Find ∫ x dx")) or stem("integral") in stems_of("∫ x dx")
    assert stem("limit") in stems_of(r"$\lim_{x \to 0} x$")
    assert stem("matrix") in stems_of(r"\begin{pmatrix} 1 & 2 \end{pmatrix}")


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("Solve an = 4an−1 − 4an−2 for n ≥ 2.", "recurrence relation"),
        ("T(n) = 2T(n/2) + n", "recurrence relation"),
        ("∀x (P(x) → Q(x))", "quantifier"),
        ("Is p ∧ q the same as q ∧ p?", "connective"),
        ("(A ∪ B)′ = A′ ∩ B′", "setop"),
        ("Pr(A | B) = 0.3", "probability"),
        ("max 3x + 4y s.t. x + y ≤ 5", "linear programming"),
        ("Compute ∇ × F on the surface.", "curl"),
        ("Is it in O(n log n)?", "big o"),
        ("move :: Int -> Board -> Board", "type signature"),
        ("Does f'(0) exist?", "derivative"),
    ],
)
def test_stems_of_signs_say_what_they_are_about(formula: str, words: str) -> None:
    assert contains(stems_of(formula), stems_of(words))


def test_stems_of_a_number_range_say_no_recurrence() -> None:
    assert "recurrence" not in " ".join(stems_of("f(x) = x^2 − 1 and a = b − 2, as in part 1."))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the value of the house?", "en"),
        ("Was ist der Wert von dem Haus und wie hoch ist er?", "de"),
        ("Quelle est la valeur de la maison et pourquoi elle est dans la ville?", "fr"),
        ("", "en"),
    ],
)
def test_language_of_a_text_goes_by_its_grammar(text: str, language: str) -> None:
    assert language_of([text]) == language


@given(st.text(max_size=300))
def test_stems_of_any_text_are_words(text: str) -> None:
    assert all(word and not word.isspace() for word in stems_of(text))
