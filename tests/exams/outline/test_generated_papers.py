"""Papers in random layouts are printed and read back: the tree, the marks and the choices."""

from collections.abc import Sequence

import pypdfium2
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from exams.outline import read_outline
from exams.outline.model import OutlineQuestion
from exams.reading.pdf import read_layer
from tests.exams.outline.papers import Leaf, Paper, quiz, random_paper
from tests.exams.outline.real_pdf import pdf_of

_PIXELS = 2**24
_SETTINGS = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


class Drawn:
    """A pick that hypothesis can shrink: the first option is the simplest."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def __call__[T](self, options: Sequence[T], /) -> T:
        return self.draw(st.sampled_from(options))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    return random_paper(Drawn(draw))


@st.composite
def quizzes(draw: st.DrawFn) -> Paper:
    return quiz(Drawn(draw))


def read(paper: Paper) -> list[Leaf]:
    """The leaves as read, the groups of alternatives under the names that the paper gives."""
    found = read_outline(paper.pages()).questions
    names = _names(found, paper.leaves())
    return [
        Leaf(
            number=question.number,
            marks=int(question.marks) if question.marks is not None else None,
            text=question.text[:20],
            options=question.options,
            group=names.get(question.choice_group),
        )
        for question in found
    ]


def _names(
    found: Sequence[OutlineQuestion], printed: Sequence[Leaf]
) -> dict[str | None, str | None]:
    """The paper's names of the groups, by the first leaf of each."""
    names: dict[str | None, str | None] = {None: None}
    for question, leaf in zip(found, printed, strict=False):
        names.setdefault(question.choice_group, leaf.group or "none is printed")
    return names


@_SETTINGS
@given(papers())
def test_reading_a_generated_paper_gives_back_its_tree(paper: Paper) -> None:
    assert read(paper) == paper.leaves()


@settings(_SETTINGS, max_examples=50)
@given(quizzes())
def test_reading_a_generated_quiz_keeps_options_as_options(paper: Paper) -> None:
    assert read(paper) == paper.leaves()


@settings(_SETTINGS, max_examples=12)
@given(papers())
def test_reading_a_generated_pdf_gives_back_its_tree(paper: Paper) -> None:
    assume(paper.layout.columns == 1)
    try:
        document = pypdfium2.PdfDocument(pdf_of(paper.pages()))
    except UnicodeEncodeError:
        reject()
    pages = [read_layer(document, n, _PIXELS).page for n in range(1, len(document) + 1)]
    found = read_outline(pages).questions
    assert [(q.number, q.marks) for q in found] == [(f.number, f.marks) for f in paper.leaves()]
