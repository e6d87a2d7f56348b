"""Papers in random layouts are printed and read back: the tree, the marks and the choices."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.outline import read_outline
from tests.exams.outline.printer import Item, Layout, bare, print_paper

_ENGLISH = (
    "Define the rank of a matrix and give an example with three rows.",
    "Explain how a queue differs from a stack.",
    "Prove that the sum of two even numbers is even.",
    (
        "Describe the life cycle of a process in an operating system with a neat diagram and name "
        "every state through which it may go."
    ),
    "Compute the inverse of the given matrix, or show that there is none.",
    "What is meant by a critical section? Give two requirements of a solution.",
    "Compare depth first search with breadth first search on a tree of five nodes.",
    "Find the current through the resistor when the switch is closed.",
)
_GERMAN = (
    "Definieren Sie den Rang einer Matrix und geben Sie ein Beispiel.",
    "Erklären Sie den Unterschied zwischen einem Stapel und einer Schlange.",
    (
        "Berechnen Sie den Mittelwert und die Varianz der folgenden Stichprobe, und begründen Sie, "
        "warum die Varianz nie negativ ist."
    ),
    "Welche Annahmen braucht der Test?",
    "Skizzieren Sie die Verteilung und beschriften Sie die Achsen.",
)
_STEM = ("Consider a network with four nodes.", "Gegeben ist eine Folge von Zahlen.")
_INSTRUCTIONS = (
    "All questions are compulsory.",
    "Use of calculators is not allowed.",
    "Assume suitable data wherever necessary.",
    "Write your name on the answer book.",
)
_LABELS = (
    ("{1}.", "({a})", "({i})"),
    ("Q{1}.", "({a})", "({i})"),
    ("Q.{1}", "{a})", "{i})"),
    ("Question {1}", "{a}.", "{i}."),
    ("Problem {1}:", "({a})", "{1}."),
    ("Aufgabe {1}", "{a})", "{i})"),
    ("{1})", "{a})", "{i})"),
    ("{I}.", "({a})", "({i})"),
    ("{1}.", "{A})", "({i})"),
    ("{1}.", "{i})", "({a})"),
)
_MARKS = ("[{}]", "({} marks)", "[{} marks]", "({} Punkte)", "({} points)", "[{}p]")

sentences = st.sampled_from(_ENGLISH + _GERMAN)
layouts = st.builds(
    Layout,
    labels=st.sampled_from(_LABELS),
    indents=st.sampled_from([(0.0, 20.0, 40.0), (0.0, 0.0, 24.0), (0.0, 30.0, 60.0)]),
    marks=st.sampled_from(_MARKS),
    marks_place=st.sampled_from(["end", "right", "label"]),
    gap=st.sampled_from([0.0, 6.0, 20.0]),
    header=st.sampled_from([None, "University of Somewhere MA101"]),
    footer=st.booleans(),
    instructions=st.sampled_from([(), _INSTRUCTIONS[:2], _INSTRUCTIONS]),
    bold_labels=st.booleans(),
)


@st.composite
def items(draw: st.DrawFn, level: int, *, marked: bool) -> Item:
    depth = draw(st.sampled_from([0, 0, 1])) if level else draw(st.sampled_from([0, 1, 1]))
    if depth == 0 or level == 2:
        marks = draw(st.integers(1, 20)) if marked else None
        return Item(draw(sentences), marks, code=draw(st.booleans()) and level == 0)
    parts = draw(st.lists(items(level + 1, marked=marked), min_size=2, max_size=4))
    return Item(draw(st.sampled_from(_STEM)), None, tuple(parts))


@st.composite
def papers(draw: st.DrawFn) -> tuple[Layout, tuple[tuple[str | None, tuple[Item, ...]], ...]]:
    layout = draw(layouts)
    marked = draw(st.booleans())
    headings = draw(st.sampled_from([(None,), ("PART A", "PART B"), ("Section I", "Section II")]))
    questions = st.lists(items(0, marked=marked), min_size=2, max_size=5)
    return layout, tuple((heading, tuple(draw(questions))) for heading in headings)


def expected_leaves(
    layout: Layout, sections: tuple[tuple[str | None, tuple[Item, ...]], ...]
) -> list[tuple[str, int | None, str]]:
    found: list[tuple[str, int | None, str]] = []

    def visit(item: Item, path: str, level: int) -> None:
        for value, part in enumerate(item.parts, 1):
            visit(part, f"{path}({bare(layout.labels[level + 1], value)})", level + 1)
        if not item.parts:
            found.append((path, item.marks, item.text[:20]))

    for _, questions in sections:
        for value, item in enumerate(questions, 1):
            visit(item, bare(layout.labels[0], value), 0)
    return found


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(papers())
def test_reading_a_generated_paper_gives_back_its_tree(
    paper: tuple[Layout, tuple[tuple[str | None, tuple[Item, ...]], ...]],
) -> None:
    layout, sections = paper
    outline = read_outline(print_paper(layout, sections))
    got = [(q.number, q.marks, q.text[:20]) for q in outline.questions]
    assert got == expected_leaves(layout, sections)
