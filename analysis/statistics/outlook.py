"""The findings on how the papers change, what marks them and what shape the next one has."""

from collections.abc import Iterator

from analysis.statistics.drafts import FindingDraft
from analysis.statistics.results import Analysis, ChangePoint, Era, ShapeForecast, StyleMark
from analysis.statistics.sentences import count, number, percent, slug

NOUNS = {"questions": "question", "parts": "part", "marks": "mark", "minutes": "minute"}


def outlook(analysis: Analysis) -> Iterator[FindingDraft]:
    """The statements on shape, changes, eras, style and on what was never asked."""
    yield from map(_shape, analysis.next_paper)
    yield from map(_change, analysis.changes)
    yield from (_era(era, analysis) for era in analysis.eras)
    yield from map(_style, analysis.style)
    yield from _unseen(analysis)


def _shape(shape: ShapeForecast) -> FindingDraft:
    return FindingDraft(
        kind="next_paper",
        key=f"next-paper:{shape.name}",
        title=describe_shape(shape),
        value=shape.model_dump(mode="json", exclude={"evidence"}),
        evidence=shape.evidence,
    )


def describe_shape(shape: ShapeForecast) -> str:
    """What to expect of the next paper, and how often it was right to: one sentence."""
    span = f"{number(shape.low)} to {number(shape.high)}"
    usual = f"{shape.held} of {count(shape.of_papers, 'paper')} had that"
    if shape.low < shape.high:
        usual += f", all of them {span}"
    tested = ""
    if shape.tested:
        tested = f" Naming it beforehand was right for {shape.right} of {shape.tested}."
    return f"Expect {count(shape.expected, NOUNS[shape.name])}: {usual}.{tested}"


def _change(change: ChangePoint) -> FindingDraft:
    return FindingDraft(
        kind="change",
        key=f"change:{slug(change.since)}",
        title=change.title,
        value=change.model_dump(mode="json", exclude={"evidence", "title"}),
        evidence=change.evidence,
    )


def _era(era: Era, analysis: Analysis) -> FindingDraft:
    papers = set(era.papers)
    return FindingDraft(
        kind="era",
        key=f"era:{slug(era.label)}",
        title=f"The {count(len(papers), 'paper')} of {era.label} are of one kind.",
        value=era.model_dump(mode="json"),
        evidence=tuple(
            sorted(
                number
                for topic in analysis.topics
                for cell in topic.cells
                if cell.paper_id in papers
                for number in cell.evidence
            )
        ),
    )


def amount_of(value: float, unit: str) -> str:
    """A habit's figure in words: "40 % of the questions", "12.5 marks"."""
    if unit == "share":
        return f"{percent(value)} of the questions"
    return count(value, unit.removesuffix("s"))


def describe_style(mark: StyleMark) -> str:
    """One habit, beside the other papers where there are any: one sentence."""
    own = f"{mark.name}: {amount_of(mark.own, mark.unit)}"
    if mark.others is None or mark.p_value is None:
        return f"{own}."
    beside = (
        f"{amount_of(mark.others, mark.unit)} in {count(mark.other_papers, 'other paper')} of the "
        f"institution (p = {mark.p_value:.2g})"
    )
    return (
        f"{own}, against {beside}." if mark.stands_out else f"{own}; {beside}, no clear difference."
    )


def _style(mark: StyleMark) -> FindingDraft:
    return FindingDraft(
        kind="style",
        key=f"style:{slug(mark.name)}",
        title=describe_style(mark),
        value=mark.model_dump(mode="json", exclude={"evidence"}),
        evidence=mark.evidence,
    )


def _unseen(analysis: Analysis) -> Iterator[FindingDraft]:
    share = analysis.unseen_share
    if share is not None:
        asked = tuple(sorted(number for topic in analysis.topics for number in topic.evidence))
        yield FindingDraft(
            kind="unseen",
            key="unseen",
            title=f"Expect about {percent(share)} of the next paper's questions on topics that "
            "these papers never asked.",
            value={"share": share},
            evidence=asked,
        )
