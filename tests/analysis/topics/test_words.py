import pytest
from hypothesis import given
from hypothesis import strategies as st

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
