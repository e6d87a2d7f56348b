import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.labels import QuestionLabels, label_question
from analysis.schemas import BloomLevel, DifficultyLevel, QuestionType

MARKS = st.none() | st.floats(min_value=0, max_value=1000)


@pytest.mark.parametrize(
    ("text", "bloom", "command"),
    [
        ("Define the term isotope.", BloomLevel.REMEMBER, "define"),
        ("List four causes of soil erosion.", BloomLevel.REMEMBER, "list"),
        (
            "Explain how a bimetallic strip bends when it is warmed.",
            BloomLevel.UNDERSTAND,
            "explain",
        ),
        ("Write short notes on tidal power.", BloomLevel.UNDERSTAND, "write"),
        ("What is the purpose of a spillway?", BloomLevel.UNDERSTAND, "what"),
        ("Calculate the pressure at the bottom of the tank.", BloomLevel.APPLY, "calculate"),
        ("Evaluate the integral of x exp(x) from 0 to 1.", BloomLevel.APPLY, "evaluate"),
        ("Using the table above, find the median rent.", BloomLevel.APPLY, "find"),
        ("Differentiate f(x) = x sin x.", BloomLevel.APPLY, "differentiate"),
        ("Differentiate between a stack and a queue.", BloomLevel.ANALYSE, "differentiate"),
        ("Why does the fuse melt first?", BloomLevel.ANALYSE, "why"),
        ("Compare sexual and asexual reproduction.", BloomLevel.ANALYSE, "compare"),
        ("Critically evaluate the case for a land tax.", BloomLevel.EVALUATE, "evaluate"),
        ("Do you agree? Assess the evidence for both views.", BloomLevel.EVALUATE, "assess"),
        ("Design a circuit that counts the cars in a garage.", BloomLevel.CREATE, "design"),
        ("Berechnen Sie den Mittelwert der Stichprobe.", BloomLevel.APPLY, "berechnen"),
        ("Beschreiben Sie den Aufbau einer Zelle.", BloomLevel.UNDERSTAND, "beschreiben"),
        ("Vergleichen Sie die beiden Verfahren.", BloomLevel.ANALYSE, "vergleichen"),
        ("Calculez la vitesse de la réaction.", BloomLevel.APPLY, "calculez"),
        ("Montrer que la suite converge.", BloomLevel.ANALYSE, "montrer"),
        ("Explique el ciclo del agua.", BloomLevel.UNDERSTAND, "explique"),
        ("Why are they stacked? The cells generate 0.7 V.", BloomLevel.ANALYSE, "why"),
    ],
)
def test_label_question_with_one_command_takes_its_level(
    text: str, bloom: BloomLevel, command: str
) -> None:
    labels = label_question(text)
    assert (labels.bloom, labels.command) == (bloom, command)


def test_label_question_with_several_commands_takes_the_highest() -> None:
    labels = label_question("State Ohm's law. Derive the resistance of two wires in parallel.")
    assert labels == QuestionLabels(
        bloom=BloomLevel.ANALYSE,
        difficulty=DifficultyLevel.HARD,
        requires_derivation=True,
        command="derive",
        confidence=0.6,
        kind=QuestionType.DERIVATION,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Prove that the square of an odd integer is odd.",
        "If a and b are roots of the equation, show that a + b = 3.",
        "Deduce an expression for the period of the swing.",
        "Zeigen Sie, dass die Folge konvergiert.",
    ],
)
def test_label_question_of_a_derivation_says_so(text: str) -> None:
    labels = label_question(text)
    assert labels.requires_derivation
    assert labels.bloom is BloomLevel.ANALYSE


def test_label_question_that_computes_needs_no_derivation() -> None:
    assert not label_question("Calculate the mass of the improved sample.").requires_derivation


def test_label_question_without_command_uses_the_stems_and_is_less_sure() -> None:
    own = label_question("Calculate the work done by the gas.")
    inherited = label_question("the work done by the gas", stem="Calculate, for this cycle,")
    assert (inherited.bloom, inherited.command) == (BloomLevel.APPLY, "calculate")
    assert inherited.confidence < own.confidence


def test_label_question_without_any_command_is_a_guess() -> None:
    assert label_question("the colour of the precipitate") == QuestionLabels(
        bloom=BloomLevel.UNDERSTAND,
        difficulty=DifficultyLevel.EASY,
        requires_derivation=False,
        command=None,
        confidence=0.25,
        kind=QuestionType.SHORT_ANSWER,
    )


def test_label_question_ignores_how_many_are_to_be_answered() -> None:
    assert label_question("Solve any two of the following. Define a lattice.").command == "define"


def test_label_question_reads_nouns_after_articles_as_nouns() -> None:
    assert label_question("In the design below, name the load-bearing wall.").command == "name"


def test_label_question_grows_with_its_share_of_the_marks() -> None:
    text = "Find the inverse of the matrix."
    efforts = [
        label_question(text, marks=marks, total_marks=100).difficulty for marks in (1, 8, 20)
    ]
    assert efforts == [DifficultyLevel.EASY, DifficultyLevel.MEDIUM, DifficultyLevel.HARD]


@pytest.mark.parametrize(
    ("text", "bloom"),
    [
        ("The flux through a closed surface depends on", BloomLevel.UNDERSTAND),
        ("The energy of a photon of wavelength 620 nm is about", BloomLevel.APPLY),
        ("When the slit is made narrower, the maximum becomes", BloomLevel.UNDERSTAND),
    ],
)
def test_label_question_to_choose_an_answer_goes_by_what_is_asked(
    text: str, bloom: BloomLevel
) -> None:
    labels = label_question(text, stem="Choose the right answer.")
    assert (labels.bloom, labels.kind) == (bloom, QuestionType.MULTIPLE_CHOICE)


@pytest.mark.parametrize(
    ("text", "marks", "kind"),
    [
        ("Which of the following is a metal?", 1, QuestionType.MULTIPLE_CHOICE),
        ("The root is (a) 1 (b) 2 (c) 3", 1, QuestionType.MULTIPLE_CHOICE),
        ("Write a C program that sorts an array.", 10, QuestionType.PROGRAM),
        ("Give a query that lists all pilots.", 5, QuestionType.PROGRAM),
        ("Derive the lens equation.", 6, QuestionType.DERIVATION),
        ("Draw the shear force diagram.", 6, QuestionType.DRAWING),
        ("Calculate the power of the pump.", 6, QuestionType.CALCULATION),
        ("How many ways are there?", 2, QuestionType.CALCULATION),
        ("Berechnen Sie den Zins.", 2, QuestionType.CALCULATION),
        ("Discuss the causes of the war.", 20, QuestionType.ESSAY),
        ("Explain osmosis.", 2, QuestionType.SHORT_ANSWER),
        ("State the first law.", 2, QuestionType.SHORT_ANSWER),
    ],
)
def test_label_question_says_what_is_handed_in(text: str, marks: float, kind: QuestionType) -> None:
    assert label_question(text, marks=marks, total_marks=100).kind is kind


@given(st.text(max_size=400), st.text(max_size=100), MARKS, MARKS)
def test_label_question_of_any_text_stays_in_range(
    text: str, stem: str, marks: float | None, total: float | None
) -> None:
    labels = label_question(text, stem=stem, marks=marks, total_marks=total)
    assert 0 <= labels.confidence <= 1
    assert labels.bloom in BloomLevel
    assert labels.difficulty in DifficultyLevel


@given(st.floats(min_value=0, max_value=100), st.floats(min_value=0, max_value=100))
def test_label_question_with_more_marks_is_never_easier(one: float, other: float) -> None:
    levels = list(DifficultyLevel)
    low, high = sorted((one, other))
    easier, harder = (
        label_question("Explain the tides.", marks=marks, total_marks=100).difficulty
        for marks in (low, high)
    )
    assert levels.index(easier) <= levels.index(harder)


@pytest.mark.parametrize(
    ("printed", "bloom"),
    [
        ("Remember", BloomLevel.REMEMBER),
        ("U", BloomLevel.UNDERSTAND),
        ("Analyzing", BloomLevel.ANALYSE),
        ("BL6", BloomLevel.CREATE),
        ("L3", BloomLevel.APPLY),
        ("Understanding, applying", BloomLevel.APPLY),
    ],
)
def test_label_question_with_a_printed_level_takes_it(printed: str, bloom: BloomLevel) -> None:
    labels = label_question("Explain the life cycle of a moth.", bloom_printed=printed)
    assert (labels.bloom, labels.confidence) == (bloom, 0.9)


def test_label_question_with_an_unclear_level_reads_the_words() -> None:
    labels = label_question("Explain the life cycle of a moth.", bloom_printed="A")
    assert labels.bloom == BloomLevel.UNDERSTAND


@pytest.mark.parametrize(
    "text",
    [
        "Montrer que f est continue.",
        "Demuestre que la serie converge.",
        "What is the bound? Write a detailed proof.",
    ],
)
def test_label_question_that_asks_for_a_proof_in_other_words_requires_derivation(text: str) -> None:
    assert label_question(text).requires_derivation
