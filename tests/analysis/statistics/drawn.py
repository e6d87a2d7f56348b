"""Papers drawn from a known random process, with or without a change in it."""

from collections.abc import Iterator

import numpy as np

from analysis.schemas import BloomLevel
from analysis.statistics.rows import AskedQuestion, Sitting
from tests.analysis.statistics.papers import ask, sit

Numbers = np.random.Generator
COMMANDS = ("find", "prove", "show")
TOPICS = 12


def drawn(random: Numbers, papers: int, *, change: int | None = None) -> list[Sitting]:
    """Papers of 4 questions or so; from paper `change` on of 6 and on other topics."""
    before, after = (random.dirichlet(np.ones(TOPICS)) for _ in range(2))
    ids = iter(range(1, 10_000))
    return [
        sit(place + 1, *_questions(random, 6, after, ids))
        if change is not None and place >= change
        else sit(place + 1, *_questions(random, 4, before, ids))
        for place in range(papers)
    ]


def _questions(
    random: Numbers, usual: int, chances: np.ndarray, ids: Iterator[int]
) -> list[AskedQuestion]:
    size = usual + (int(random.integers(-1, 2)) if random.random() < 0.3 else 0)
    return [
        ask(
            next(ids),
            f"T{random.choice(TOPICS, p=chances)}",
            stem=str(stem),
            text=" ".join(["word"] * int(random.integers(5, 40))),
            marks=float(random.integers(2, 10)),
            bloom=list(BloomLevel)[random.integers(6)],
            requires_derivation=bool(random.random() < 0.3),
            command=COMMANDS[random.integers(3)],
        )
        for stem in range(size)
        for _ in range(int(random.integers(1, 4)))
    ]
