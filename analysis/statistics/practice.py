"""A practice paper: questions of past papers, drawn along the shape of the usual one.

What is drawn is a whole top-level question, for its parts lean on each other; alternatives of which
one is to be answered are drawn together. A likelier topic is drawn more often, a topic drawn before
less, and never two questions of one repeated family. Then single questions are exchanged until the
marks add up to the usual total within `TOLERANCE`. One seed over one stock gives one paper.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.statistics.counting import expected_marks, topic_key
from analysis.statistics.results import Analysis, Blueprint
from analysis.statistics.rows import AskedQuestion, Sitting

TOLERANCE = 0.05  # of the usual total
TRIES = 4  # drawings from one seed, of which the best is taken
SWAPS = 12  # exchanges in one drawing
AGAIN = 0.3  # how much rarer a topic is drawn each time it was drawn before
UNKNOWN = 0.1  # weight of a topic that the forecast does not know
TOGETHER = 3  # alternatives that are drawn as one; of more, they are a list to choose from
WHOLE = 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Block:
    """What is drawn as one: a top-level question, or alternatives of which one is answered.

    `marks` is what its answer can get, None where not all of it is printed; `share` how much of it
    a student answers where its paper leaves a choice from a longer list.
    """

    paper_id: int
    section: str
    questions: tuple[AskedQuestion, ...]
    marks: float | None
    share: float = 1.0

    @property
    def key(self) -> int:
        """The id of its first question."""
        return self.questions[0].id

    @property
    def stems(self) -> tuple[str, ...]:
        """Its top-level questions, in order."""
        return tuple(dict.fromkeys(question.stem for question in self.questions))


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A section of the practice paper; `wanted` top-level questions stand in the usual one."""

    label: str
    wanted: int
    blocks: tuple[Block, ...]

    @property
    def offered(self) -> int:
        """The blocks to choose from."""
        return len(self.blocks)

    @property
    def needed(self) -> int:
        """How many of them are to be answered."""
        return max(1, round(sum(block.share for block in self.blocks))) if self.blocks else 0

    @property
    def short(self) -> int:
        """How many top-level questions the stock did not have for it."""
        return max(0, self.wanted - sum(len(block.stems) for block in self.blocks))

    @property
    def marks(self) -> float:
        """What can be got in it, by the mean of what is offered where there is a choice."""
        marks = [block.marks or 0.0 for block in self.blocks]
        return sum(marks) * self.needed / self.offered if marks else 0.0


@dataclass(frozen=True, slots=True)
class PracticePaper:
    """A drawn paper beside the usual one; totals are None where papers print no marks."""

    sections: tuple[DrawnSection, ...]
    usual: float | None
    minutes: int | None

    @property
    def marks(self) -> float | None:
        """What can be got in it."""
        if self.usual is None:
            return None
        return sum(section.marks for section in self.sections)

    @property
    def off(self) -> float:
        """How far its marks are from the usual total, as a share of that; 0 without marks."""
        return abs((self.marks or 0.0) - self.usual) / self.usual if self.usual else 0.0

    @property
    def suffices(self) -> bool:
        """Whether the stock had enough for a paper like the usual one."""
        return self.off <= TOLERANCE and not any(section.short for section in self.sections)


@dataclass(frozen=True, slots=True)
class _Stock:
    """What can be drawn from, by section, with what decides; blocks by their first question."""

    pools: Mapping[str, tuple[Block, ...]]
    chances: Mapping[str, float]  # by key of the topic
    topics: Mapping[int, frozenset[str]]
    names: Mapping[int, frozenset[str]]  # of its questions and their families: each comes once


type _Drawn = list[tuple[str, int, list[Block]]]  # label, wanted, blocks


def draw_paper(sittings: Sequence[Sitting], analysis: Analysis, seed: int) -> PracticePaper:
    """The practice paper of this seed, 0 or more; with too small a stock what there is.

    `sittings` are the stock. The shape is that of the papers since the last change, if there was
    one, as it is in the forecast.
    """
    latest = analysis.current or analysis
    shape = latest.blueprint
    blocks = [block for sitting in sittings for block in blocks_of(sitting)]
    usual = shape.total_marks if any(block.marks for block in blocks) else None
    plans = _plans(shape, len(latest.papers), {block.section for block in blocks})
    families = {id_: at for at, family in enumerate(analysis.repeats) for id_ in family.evidence}
    stock = _Stock(
        pools=_pools(blocks, [label for label, _ in plans], marked=usual is not None),
        chances={topic_key(one.topic): one.probability for one in analysis.predictions},
        topics={one.key: frozenset(topic_key(q.topic) for q in one.questions) for one in blocks},
        names={one.key: _names(one, families) for one in blocks},
    )
    papers = (
        PracticePaper(_draw(plans, stock, np.random.default_rng([seed, at]), usual), usual, None)
        for at in range(TRIES)
    )
    minutes = shape.duration_minutes
    if minutes is None and usual and shape.minutes_per_mark:
        minutes = round(usual * shape.minutes_per_mark)
    return PracticePaper(_best(papers).sections, usual, minutes)


def _best(papers: Iterator[PracticePaper]) -> PracticePaper:
    """The first that suffices, else the one that comes nearest."""
    nearest: PracticePaper | None = None
    for paper in papers:
        if nearest is None or _distance(paper) < _distance(nearest):
            nearest = paper
        if paper.suffices:
            return paper
    if nearest is None:
        raise ValueError("There is nothing to choose from.")
    return nearest


def _distance(paper: PracticePaper) -> tuple[int, float]:
    return sum(section.short for section in paper.sections), paper.off


def blocks_of(sitting: Sitting) -> list[Block]:
    """What can be drawn of one paper, in its order."""
    stems: dict[tuple[str, str], list[AskedQuestion]] = defaultdict(list)
    for question in sitting.questions:
        stems[question.section or "", question.stem].append(question)
    lists: dict[str, list[list[AskedQuestion]]] = defaultdict(list)
    for at, leaves in enumerate(stems.values()):
        lists[_list_of(leaves) or f" {at}"].append(leaves)
    return [block for group in lists.values() for block in _blocks(sitting.paper_id, group)]


def _list_of(leaves: Sequence[AskedQuestion]) -> str | None:
    """The list of alternatives that a whole top-level question is one of."""
    groups = {leaf.choice_group for leaf in leaves if leaf.weight < WHOLE}
    whole = all(leaf.weight < WHOLE for leaf in leaves)
    return groups.pop() if whole and len(groups) == 1 else None


def _blocks(paper_id: int, group: Sequence[list[AskedQuestion]]) -> Iterator[Block]:
    """One block for each top-level question of a list, or one for all of an either-or."""
    share = (group[0][0].weight or 1.0) if len(group) > 1 else 1.0
    together = len(group) <= TOGETHER and share * len(group) < 1 + 1 / 2
    for leaves in [[leaf for part in group for leaf in part]] if together else group:
        every = all(leaf.marks is not None for leaf in leaves)
        marks = expected_marks(leaves) if every else None
        own = 1.0 if together else share
        yield Block(
            paper_id,
            leaves[0].section or "",
            tuple(leaves),
            None if marks is None else marks / own,
            own,
        )


def _plans(shape: Blueprint, papers: int, there: Collection[str]) -> list[tuple[str, int]]:
    """Sections with their top-level questions: those of most papers, else the paper as a whole.

    It is taken as a whole, too, where the stock does not know the sections.
    """
    usual = [one for one in shape.sections if 2 * one.papers > papers and one.label in there]
    usual = usual if sum(one.questions for one in usual) >= 0.7 * shape.top_level else []
    return [(one.label, max(1, round(one.questions))) for one in usual] or [
        ("", max(1, round(shape.top_level)))
    ]


def _pools(
    blocks: Sequence[Block], labels: Sequence[str], *, marked: bool
) -> dict[str, tuple[Block, ...]]:
    """The blocks for each section; "" takes all."""
    usable = [block for block in blocks if block.marks or not marked]
    return {
        label: tuple(block for block in usable if not label or block.section == label)
        for label in labels
    }


def _draw(
    plans: Sequence[tuple[str, int]],
    stock: _Stock,
    chance: np.random.Generator,
    usual: float | None,
) -> tuple[DrawnSection, ...]:
    """One drawing, with its marks mended by exchanges."""
    drawn: _Drawn = []
    for label, wanted in plans:
        taken = [block for _, _, blocks in drawn for block in blocks]
        drawn.append((label, wanted, _fill(stock, label, wanted, taken, chance)))
    swaps = 0
    while usual and swaps < SWAPS and _exchange(drawn, stock, usual):
        swaps += 1
    return _sections(drawn)


def _sections(drawn: _Drawn) -> tuple[DrawnSection, ...]:
    return tuple(DrawnSection(label, wanted, tuple(blocks)) for label, wanted, blocks in drawn)


def _fill(
    stock: _Stock, label: str, wanted: int, taken: Sequence[Block], chance: np.random.Generator
) -> list[Block]:
    """Blocks for one section until it has as many top-level questions as wanted."""
    chosen: list[Block] = []
    while (room := wanted - sum(len(block.stems) for block in chosen)) > 0:
        beside = [*taken, *chosen]
        there = _there(beside, stock)
        fitting = [one for one in stock.pools[label] if not stock.names[one.key] & there]
        fitting = [one for one in fitting if len(one.stems) <= room] or fitting
        if not fitting:
            break
        before = Counter(key for one in beside for key in stock.topics[one.key])
        weights = np.array([_weight(one, before, stock) for one in fitting])
        chosen.append(fitting[int(chance.choice(len(fitting), p=weights / weights.sum()))])
    return chosen


def _there(blocks: Iterable[Block], stock: _Stock) -> set[str]:
    return {name for one in blocks for name in stock.names[one.key]}


def _names(block: Block, families: Mapping[int, int]) -> frozenset[str]:
    ids = [question.id for question in block.questions]
    own = {f"question {id_}" for id_ in ids}
    return frozenset(own | {f"family {families[id_]}" for id_ in ids if id_ in families})


def _weight(block: Block, before: Counter[str], stock: _Stock) -> float:
    """How readily it is drawn: by its likeliest topic, less where that was drawn before."""
    return max(
        (stock.chances.get(key, 0.0) + UNKNOWN) * AGAIN ** before[key]
        for key in stock.topics[block.key]
    )


def _exchange(drawn: _Drawn, stock: _Stock, usual: float) -> bool:
    """Exchange the one block that brings the marks nearest to the usual total, if need be."""
    missing = usual - sum(section.marks for section in _sections(drawn))
    if abs(missing) <= TOLERANCE * usual:
        return False
    every = [block for _, _, blocks in drawn for block in blocks]
    nearest, found = abs(missing), None
    for section, (label, _, blocks) in zip(_sections(drawn), drawn, strict=True):
        for at, old in enumerate(blocks):
            there = _there([one for one in every if one is not old], stock)
            for new in stock.pools[label]:
                if len(new.stems) != len(old.stems) or not math.isclose(new.share, old.share):
                    continue
                gain = ((new.marks or 0) - (old.marks or 0)) * section.needed / section.offered
                if abs(missing - gain) < nearest and not stock.names[new.key] & there:
                    nearest, found = abs(missing - gain), (blocks, at, new)
    if found is None:
        return False
    blocks, at, new = found
    blocks[at] = new
    return True
