"""A draft paper against the papers before it: what to look at once more before it is printed.

Each check says what was found and whether it is worth a look; none says that a draft is bad.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from statistics import fmean

from analysis.schemas import BloomLevel, DifficultyLevel, Frozen
from analysis.statistics.backtest import FEWEST_BEFORE
from analysis.statistics.blueprint import paper_marks, top_level
from analysis.statistics.counting import Tally, arrange, expected_marks, tally, topic_key
from analysis.statistics.features import HIGHER, derivation_rate, higher_rate, share_of
from analysis.statistics.forecast import list_length, predicted_topics, predictions
from analysis.statistics.repeats import repeat_families
from analysis.statistics.results import Evidence
from analysis.statistics.rows import AskedQuestion, Sitting
from analysis.statistics.sentences import count, number, percent

LAST_YEARS = 5
FEWEST_PAPERS = 3  # to call something unusual
MARGIN = 0.10  # beyond the smallest and largest of the papers before
MOST_NAMED = 6
PREDICTABLE_MARGIN = 0.10
UNSURE = 0.15  # confidence in a question's topic
HEAVY = DifficultyLevel.HARD, DifficultyLevel.VERY_HARD


class Standing(StrEnum):
    """What a check came to."""

    FINE = "fine"
    LOOK = "look"  # worth a second look
    UNKNOWN = "unknown"  # nothing to compare with


class Check(Frozen):
    """One check of a draft; questions are those of the draft, earlier ones those of history."""

    name: str
    standing: Standing
    text: str
    questions: Evidence = ()
    earlier: Evidence = ()


class Audit(Frozen):
    """All checks of a draft against so many papers."""

    checks: tuple[Check, ...]
    papers: int

    @property
    def to_look_at(self) -> int:
        """How many checks are worth a second look."""
        return sum(check.standing is Standing.LOOK for check in self.checks)


def audit(
    draft: Sitting,
    history: Sequence[Sitting],
    *,
    syllabus_topics: Sequence[str] = (),
    years: int = LAST_YEARS,
) -> Audit:
    """Check a draft against `history`, in any order; near-duplicates of the last `years` years.

    Raises ValueError where a question or paper of the draft is in the history too.
    """
    arrange([draft, *history])
    before = [one for one in arrange(history) if one.questions]
    (paper,) = arrange([draft])
    if not paper.questions:
        text = "No question could be read from this file."
        return Audit(checks=(Check(name="Questions", standing=Standing.LOOK, text=text),), papers=0)
    counted = tally(before)
    checks = [*_marks(paper), *_time(paper, before), *_size(paper, before)]
    checks += _balance(paper, before)
    checks += _topics(paper, counted, syllabus_topics)
    checks += [_repeats(paper, before, years), _predictable(paper, counted, syllabus_topics)]
    return Audit(checks=tuple(checks), papers=len(before))


def _check(name: str, text: str, *, look: bool, questions: Sequence[AskedQuestion] = ()) -> Check:
    standing = Standing.LOOK if look else Standing.FINE
    ids = tuple(sorted(question.id for question in questions))
    return Check(name=name, standing=standing, text=text, questions=ids)


def _marks(draft: Sitting) -> Iterator[Check]:
    without = [question for question in draft.questions if question.marks is None]
    printed = sum(question.marks is not None for question in draft.questions)
    text = f"Marks are printed for all {count(printed, 'question')}."
    if without:
        named = ", ".join(question.number for question in without[:MOST_NAMED])
        text = f"{count(len(without), 'question')} without printed marks: {named}."
    yield _check("Marks shown", text, look=bool(without), questions=without)
    total, summed = draft.total_marks, expected_marks(draft.questions)
    if total is None or summed is None or without:
        text = "The sum cannot be checked: a total or some marks are not printed."
        yield Check(name="Sum of marks", standing=Standing.UNKNOWN, text=text)
        return
    same = abs(total - summed) < 1 / 2
    text = f"The questions to be answered carry {number(summed)} of {number(total)} marks."
    yield _check("Sum of marks", text, look=not same, questions=draft.questions)


def _time(draft: Sitting, before: Sequence[Sitting]) -> Iterator[Check]:
    rate = _minutes_per_mark(draft)
    rates = [found for one in before if (found := _minutes_per_mark(one)) is not None]
    if rate is None or len(rates) < FEWEST_PAPERS:
        text = "Time or marks are not printed here or in three papers before."
        yield Check(name="Time per mark", standing=Standing.UNKNOWN, text=text)
        return
    text = f"{number(rate)} minutes per mark; {_usual(rates)} in the papers before."
    yield _check("Time per mark", text, look=_outside(rate, rates), questions=draft.questions)


def _minutes_per_mark(sitting: Sitting) -> float | None:
    marks = paper_marks(sitting)
    return sitting.duration_minutes / marks if marks and sitting.duration_minutes else None


def _usual(values: Sequence[float]) -> str:
    low, high = number(min(values)), number(max(values))
    return low if low == high else f"{low} to {high}"


def _outside(value: float, values: Sequence[float]) -> bool:
    return not min(values) * (1 - MARGIN) <= value <= max(values) * (1 + MARGIN)


def _size(draft: Sitting, before: Sequence[Sitting]) -> Iterator[Check]:
    for name, value, values in (
        ("Questions", top_level(draft), [top_level(one) for one in before]),
        ("Parts", len(draft.questions), [len(one.questions) for one in before]),
    ):
        if len(values) < FEWEST_PAPERS:
            text = f"{value}; there are too few papers to compare with."
            yield Check(name=name, standing=Standing.UNKNOWN, text=text)
        else:
            text = f"{value}; {_usual(values)} in the papers before."
            yield _check(name, text, look=_outside(value, values), questions=draft.questions)


def _balance(draft: Sitting, before: Sequence[Sitting]) -> Iterator[Check]:
    """Shares of the questions that ask much, against those of the papers before."""
    for name, rate, holds in (
        ("To analyse, evaluate or create", higher_rate, lambda q: q.bloom in HIGHER),
        ("Hard questions", _hard_rate, lambda q: q.difficulty in HEAVY),
        ("Derivations", derivation_rate, lambda q: q.requires_derivation),
    ):
        share = rate(draft)
        questions = [question for question in draft.questions if holds(question)]
        if len(before) < FEWEST_PAPERS:
            text = f"{percent(share)} of the questions; too few papers to compare with."
            ids = tuple(sorted(question.id for question in questions))
            yield Check(name=name, standing=Standing.UNKNOWN, text=text, questions=ids)
            continue
        shares = [rate(one) for one in before]
        look = share < min(shares) - MARGIN or share > max(shares) + MARGIN
        text = (
            f"{percent(share)} of the questions; {percent(min(shares))} to {percent(max(shares))} "
            f"in the papers before. Estimated from the wording."
        )
        yield _check(name, text, look=look, questions=questions)
    used = {question.bloom for question in draft.questions}
    text = f"{count(len(used), 'level')} of {len(BloomLevel)} are asked for."
    yield _check("Bloom levels", text, look=len(used) == 1, questions=draft.questions)


def _hard_rate(sitting: Sitting) -> float:
    return share_of(sitting, lambda question: question.difficulty in HEAVY)


def _topics(draft: Sitting, history: Tally, syllabus: Sequence[str]) -> Iterator[Check]:
    unknown = [question for question in draft.questions if question.topic_confidence < UNSURE]
    if syllabus:
        keys = {topic_key(topic) for topic in syllabus}
        asked = {topic_key(question.topic) for question in draft.questions} & keys
        outside = [q for q in draft.questions if topic_key(q.topic) not in keys | {""}]
        text = f"It asks {len(asked)} of the {count(len(keys), 'topic')} of the syllabus."
        usual = [_covered(one, keys) for one in history.sittings]
        look = bool(usual) and len(asked) < min(usual)
        if usual:
            text += f" The papers before asked {_usual(usual)}."
        yield _check("Syllabus", text, look=look, questions=draft.questions)
        if outside:
            named = ", ".join(sorted({question.topic for question in outside})[:MOST_NAMED])
            text = f"Not in the syllabus: {named}."
            yield _check("Outside the syllabus", text, look=True, questions=outside)
    if unknown:
        text = f"{count(len(unknown), 'question')} without a clear topic: look at them yourself."
        yield _check("Doubtful topics", text, look=True, questions=unknown)
    yield _heaviest(draft)


def _covered(sitting: Sitting, keys: set[str]) -> int:
    return len({topic_key(question.topic) for question in sitting.questions} & keys)


def _heaviest(draft: Sitting) -> Check:
    (counted,) = [tally([draft])]
    cells = {topic: cells[0] for topic, cells in counted.asked.items()}
    if not cells:
        text = "No question of the draft could be given a topic."
        return Check(name="Balance of topics", standing=Standing.UNKNOWN, text=text)
    with_marks = all(cell.marks is not None for cell in cells.values())
    weights = {t: (c.marks or 0.0) if with_marks else c.expected for t, c in cells.items()}
    whole = sum(weights.values()) or 1.0
    top = max(sorted(weights), key=lambda topic: weights[topic])
    share = weights[top] / whole
    text = f"{top} carries {percent(share)} of the {'marks' if with_marks else 'questions'}."
    questions = [q for q in draft.questions if topic_key(q.topic) == topic_key(top)]
    return _check("Balance of topics", text, look=share > 1 / 2, questions=questions)


def _repeats(draft: Sitting, before: Sequence[Sitting], years: int) -> Check:
    """Questions of the draft that nearly word for word stood in a paper of the last years."""
    latest = max((one.year for one in before if one.year is not None), default=None)
    now = draft.year if draft.year is not None else (latest or 0) + 1
    recent = [one for one in before if one.year is None or one.year >= now - years]
    ours = {question.id for question in draft.questions}
    families = [
        family for family in repeat_families([*recent, draft]) if ours & set(family.evidence)
    ]
    again = tuple(sorted({number for one in families for number in one.evidence if number in ours}))
    earlier = tuple(sorted({n for one in families for n in one.evidence if n not in ours}))
    numbers = {question.id: question.number for question in draft.questions}
    text = f"No question stood nearly word for word in the papers of the last {years} years."
    if again:
        named = ", ".join(numbers[one] for one in sorted(again, key=abs)[:MOST_NAMED])
        labels = sorted({label for one in families for label in one.labels} - {draft.label})
        text = f"Asked nearly word for word before: {named} (in {', '.join(labels[:MOST_NAMED])})."
    standing = Standing.LOOK if again else Standing.FINE
    if not recent:
        standing, text = Standing.UNKNOWN, "There are no papers to compare with."
    return Check(
        name="Near-duplicates", standing=standing, text=text, questions=again, earlier=earlier
    )


def _predictable(draft: Sitting, history: Tally, syllabus: Sequence[str]) -> Check:
    """How much of the draft our own forecast names, against how much of the papers before."""
    name = "How predictable it is"
    share, questions, named = _foreseen(draft, history, syllabus)
    usual = [
        _foreseen(history.sittings[place], tally(history.sittings[:place]), syllabus)[0]
        for place in history.labelled
        if place >= FEWEST_BEFORE
    ]
    if not named:
        text = "There are no papers to make a forecast from."
        return Check(name=name, standing=Standing.UNKNOWN, text=text)
    text = f"Our list of {count(len(named), 'topic')} covers {percent(share)} of the questions"
    ids = tuple(sorted(question.id for question in questions))
    if not usual:
        text += "; too few papers to compare with."
        return Check(name=name, standing=Standing.UNKNOWN, text=text, questions=ids)
    text += f"; {percent(fmean(usual))} on average in the papers before."
    look = share > fmean(usual) + PREDICTABLE_MARGIN
    return _check(name, text, look=look, questions=questions)


def _foreseen(
    paper: Sitting, history: Tally, syllabus: Sequence[str]
) -> tuple[float, list[AskedQuestion], tuple[str, ...]]:
    named = predicted_topics(predictions(history, syllabus), list_length(history))
    keys = {topic_key(topic) for topic in named}
    found = [question for question in paper.questions if topic_key(question.topic) in keys]
    return len(found) / len(paper.questions), found, named
