"""The shape of the usual paper: what mostly stays while the questions change."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, median

import numpy as np

from analysis.statistics.counting import expected_marks
from analysis.statistics.mixes import command_mix
from analysis.statistics.places import fixed_places
from analysis.statistics.results import Blueprint, SectionPlan, Span
from analysis.statistics.rows import AskedQuestion, Sitting


def blueprint(sittings: Sequence[Sitting]) -> Blueprint:
    """The blueprint of arranged sittings; papers without questions take no part in it."""
    read = [sitting for sitting in sittings if sitting.questions]
    leaves = [question for sitting in read for question in sitting.questions]
    totals = [total for sitting in read if (total := paper_marks(sitting)) is not None]
    durations = [s.duration_minutes for s in read if s.duration_minutes is not None]
    under_choice = [question for question in leaves if is_choice(question)]
    return Blueprint(
        total_marks=median(totals) if totals else None,
        duration_minutes=round(median(durations)) if durations else None,
        minutes_per_mark=_minutes_per_mark(read),
        questions=_median([len(sitting.questions) for sitting in read]),
        top_level=_median([top_level(sitting) for sitting in read]),
        with_choice=sum(any(is_choice(q) for q in sitting.questions) for sitting in read),
        sections=_sections(read),
        commands=command_mix(leaves),
        stability=_stability(read),
        fixed_places=fixed_places(read),
        questions_span=_span([len(sitting.questions) for sitting in read]),
        marks_span=_span(totals),
        evidence=tuple(sorted(question.id for question in leaves)),
        choice_evidence=tuple(sorted(question.id for question in under_choice)),
    )


def paper_marks(sitting: Sitting) -> float | None:
    """The printed total, else the expected marks of the questions if each has printed marks."""
    if sitting.total_marks is not None:
        return sitting.total_marks
    if any(question.marks is None for question in sitting.questions):
        return None
    return expected_marks(sitting.questions)


def top_level(sitting: Sitting) -> int:
    """The number of top-level questions; numbers may begin again in each section."""
    return len({(question.section, question.stem) for question in sitting.questions})


def is_choice(question: AskedQuestion) -> bool:
    """Whether the student may leave this question out for another one."""
    return question.choice_group is not None or question.weight < 1


def _median(numbers: Sequence[int]) -> float:
    return float(median(numbers)) if numbers else 0.0


def _span(numbers: Sequence[float]) -> Span | None:
    if not numbers:
        return None
    low, middle, high = np.quantile(np.asarray(numbers, dtype=float), [0.05, 0.5, 0.95]).tolist()
    return Span(low=low, middle=middle, high=high)


def _minutes_per_mark(sittings: Sequence[Sitting]) -> float | None:
    rates = [
        sitting.duration_minutes / marks
        for sitting in sittings
        if sitting.duration_minutes is not None and (marks := paper_marks(sitting))
    ]
    return median(rates) if rates else None


def _sections(sittings: Sequence[Sitting]) -> tuple[SectionPlan, ...]:
    """One plan per section label, in the order in which most papers have them."""
    groups: dict[str, list[list[AskedQuestion]]] = defaultdict(list)
    for sitting in sittings:
        for label, questions in _by_section(sitting).items():
            groups[label].append(questions)
    plans = [_section(label, papers) for label, papers in groups.items()]
    return tuple(sorted(plans, key=lambda plan: (-plan.papers, plan.label)))


def _by_section(sitting: Sitting) -> dict[str, list[AskedQuestion]]:
    groups: dict[str, list[AskedQuestion]] = defaultdict(list)
    for question in sitting.questions:
        if question.section:
            groups[question.section].append(question)
    return groups


def _section(label: str, papers: Sequence[Sequence[AskedQuestion]]) -> SectionPlan:
    marks = [total for leaves in papers if (total := expected_marks(leaves)) is not None]
    return SectionPlan(
        label=label,
        questions=median(len({leaf.stem for leaf in leaves}) for leaves in papers),
        marks=median(marks) if marks else None,
        papers=len(papers),
        evidence=tuple(sorted(leaf.id for leaves in papers for leaf in leaves)),
    )


def _stability(sittings: Sequence[Sitting]) -> float | None:
    """Mean likeness of each paper to the one before it; None with fewer than 2 papers."""
    likeness = [_likeness(earlier, later) for earlier, later in pairwise(sittings)]
    return min(1.0, fmean(likeness)) if likeness else None


def _likeness(earlier: Sitting, later: Sitting) -> float:
    """Mean agreement, 0 to 1, of what both papers show.

    Numbers (top-level questions, leaves, total marks, minutes) agree by the smaller over the
    larger one; sections and the use of a choice agree by the labels in both over those in either.
    """
    numbers = [
        (top_level(earlier), top_level(later)),
        (len(earlier.questions), len(later.questions)),
        (paper_marks(earlier), paper_marks(later)),
        (earlier.duration_minutes, later.duration_minutes),
    ]
    agreement = [min(a, b) / max(a, b) for a, b in numbers if a and b]
    labels = _format(earlier) | _format(later)
    if labels:
        agreement.append(len(_format(earlier) & _format(later)) / len(labels))
    return fmean(agreement)


def _format(sitting: Sitting) -> set[str]:
    labels = {f"section {question.section}" for question in sitting.questions if question.section}
    return labels | {"choice" for question in sitting.questions if is_choice(question)}
