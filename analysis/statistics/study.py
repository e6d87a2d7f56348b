"""Which topics would have been enough in papers that let the student choose.

A set of topics suffices for a paper if the student could have answered, on these topics alone, each
compulsory question and, of each group of alternatives, as many as had to be answered. Questions
without a topic are left out. The smallest set that suffices for k of the last papers is found
exactly, as an integer program: which topics to learn, which papers to suffice for, which questions
to answer there (solved by HiGHS, through scipy).
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import scipy  # its parts are loaded where they are first used
from scipy.sparse import csr_array

from analysis.statistics.counting import Tally, topic_key
from analysis.statistics.results import StudySet
from analysis.statistics.rows import AskedQuestion, Sitting

LAST_PAPERS = 6
FEWEST_PAPERS = 3
SHARES = (1.0, 0.8, 0.6)  # of these papers
# Exact or not at all: a program that needs more nodes than this gives no set.
MOST_NODES = 100

Row = tuple[dict[int, float], float]  # factors by variable, and what their sum must reach


class Task(NamedTuple):
    """Questions of which `required` are to be answered, each by the topics that it needs."""

    required: int
    questions: tuple[frozenset[str], ...]


def study_sets(tally: Tally) -> tuple[StudySet, ...]:
    """The smallest sets for all, four fifths and three fifths of the last 6 labelled papers.

    Empty where no paper leaves a choice, or with fewer than 3 papers. Of sets of one size the one
    with the topics asked most is given.
    """
    papers = [tally.sittings[place] for place in tally.labelled][-LAST_PAPERS:]
    tasks = [tasks_of(paper) for paper in papers]
    choice = any(task.required < len(task.questions) for paper in tasks for task in paper)
    if not choice or len(papers) < FEWEST_PAPERS:
        return ()
    asked = {topic_key(topic): len(cells) for topic, cells in tally.asked.items()}
    names = {topic_key(topic): topic for topic in tally.asked}
    found: list[StudySet] = []
    for enough in sorted({math.ceil(share * len(papers)) for share in SHARES}, reverse=True):
        chosen = smallest_set(tasks, enough, asked)
        # As many topics for fewer papers than the set before would be no advice.
        if chosen and (not found or len(chosen) < len(found[-1].topics)):
            found.append(_described(chosen, papers, tasks, names))
    return tuple(found)


def tasks_of(sitting: Sitting) -> tuple[Task, ...]:
    """Compulsory questions as one task, each group of alternatives as one."""
    stems: dict[tuple[str, str, str], list[AskedQuestion]] = defaultdict(list)
    for question in sitting.questions:
        if topic_key(question.topic):
            group = question.choice_group or ""
            stems[group, question.section or "", question.stem].append(question)
    groups: dict[str, list[list[AskedQuestion]]] = defaultdict(list)
    for (group, _, _), leaves in sorted(stems.items()):
        groups[group].append(leaves)
    return tuple(_task(group, questions) for group, questions in groups.items())


def _task(group: str, questions: Sequence[Sequence[AskedQuestion]]) -> Task:
    needed = tuple(frozenset(topic_key(leaf.topic) for leaf in leaves) for leaves in questions)
    # k of n alternatives have the weight k/n each: their weights add up to k.
    weight = math.fsum(max(leaf.weight for leaf in leaves) for leaves in questions)
    return Task(min(len(needed), round(weight)) if group else len(needed), needed)


def smallest_set(
    papers: Sequence[Sequence[Task]], enough: int, asked: Mapping[str, int]
) -> frozenset[str] | None:
    """The fewest topics that suffice for `enough` of the papers; None if not proven smallest.

    `asked` has all topics; among sets of one size those with higher numbers win.
    """
    topics = sorted(asked)
    rows, variables = _program(papers, enough, {topic: at for at, topic in enumerate(topics)})
    most = 1 + sum(asked.values())
    cost = np.zeros(variables)
    cost[: len(topics)] = [1 - asked[topic] / (most * (len(topics) + 1)) for topic in topics]
    solved = scipy.optimize.milp(
        cost,
        integrality=np.ones(variables),
        bounds=scipy.optimize.Bounds(0, 1),
        constraints=scipy.optimize.LinearConstraint(
            _factors(rows, variables), lb=np.array([least for _, least in rows])
        ),
        options={"node_limit": MOST_NODES, "mip_rel_gap": 0.0},
    )
    if solved.status != 0:
        return None
    return frozenset(topic for at, topic in enumerate(topics) if solved.x[at] > 1 / 2)


def _program(
    papers: Sequence[Sequence[Task]], enough: int, place_of: Mapping[str, int]
) -> tuple[list[Row], int]:
    """The rows of the program; variables are the topics, then the papers, then the questions."""
    first_paper = len(place_of)
    variables = first_paper + len(papers)
    rows: list[Row] = [({first_paper + at: 1.0 for at in range(len(papers))}, float(enough))]
    for at, tasks in enumerate(papers):
        for task in tasks:
            answered: dict[int, float] = {first_paper + at: -float(task.required)}
            for needed in task.questions:
                # An answered question needs each of its topics.
                rows += [({place_of[topic]: 1.0, variables: -1.0}, 0.0) for topic in needed]
                answered[variables] = 1.0
                variables += 1
            rows.append((answered, 0.0))
    return rows, variables


def _factors(rows: Sequence[Row], variables: int) -> csr_array:
    entries = [(at, place, x) for at, (row, _) in enumerate(rows) for place, x in row.items()]
    places, columns, factors = zip(*entries, strict=True)
    return csr_array((factors, (places, columns)), shape=(len(rows), variables))


def suffices(chosen: frozenset[str], tasks: Sequence[Task]) -> bool:
    """Whether the topics would have been enough for a paper."""
    return all(
        sum(needed <= chosen for needed in task.questions) >= task.required for task in tasks
    )


def _described(
    chosen: frozenset[str],
    papers: Sequence[Sitting],
    tasks: Sequence[Sequence[Task]],
    names: Mapping[str, str],
) -> StudySet:
    held = [suffices(chosen, paper) for paper in tasks]
    return StudySet(
        topics=tuple(sorted(names[key] for key in chosen)),
        papers=sum(held),
        of_papers=len(papers),
        failed=tuple(paper.label for paper, enough in zip(papers, held, strict=True) if not enough),
        evidence=tuple(
            sorted(
                question.id
                for paper in papers
                for question in paper.questions
                if topic_key(question.topic) in chosen
            )
        ),
    )
