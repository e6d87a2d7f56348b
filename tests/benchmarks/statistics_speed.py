"""CPU-seconds of all statistics: 30 papers of 30 questions (goal 1), 1 000 papers (goal 20).

python -m tests.benchmarks.statistics_speed
"""

import sys
import time
from itertools import product

import numpy as np

from analysis.schemas import BloomLevel, DifficultyLevel
from analysis.statistics import analyse
from analysis.statistics.findings import findings
from analysis.statistics.rows import AskedQuestion, Sitting
from analysis.topics.vectors import vectors_of

QUESTIONS = 30
GOALS = {30: 1.0, 1000: 20.0}
WORDS = ["".join(letters) for letters in product("bdfgmprt", "aeiou", "lnrs", "aeo")][:400]


def papers(count: int, questions: int = QUESTIONS) -> list[Sitting]:
    """Papers with choices, parts, marks and texts drawn at random."""
    random = np.random.default_rng(count)
    return [
        Sitting(
            paper_id=place,
            label=str(place),
            year=1000 + place,
            total_marks=100,
            duration_minutes=180,
            questions=tuple(question(random, place, at) for at in range(questions)),
        )
        for place in range(1, count + 1)
    ]


def question(random: np.random.Generator, place: int, at: int) -> AskedQuestion:
    """One question; every fifth is one of two alternatives."""
    return AskedQuestion(
        id=place * 100 + at,
        number=str(at),
        stem=str(at // 3),
        text=" ".join(random.choice(WORDS, 14)),
        marks=float(random.integers(1, 10)),
        topic=f"Topic {min(24, random.geometric(0.12))}",
        difficulty=list(DifficultyLevel)[random.integers(4)],
        bloom=list(BloomLevel)[random.integers(6)],
        requires_derivation=bool(random.random() < 0.2),
        command=["find", "prove", "show"][random.integers(3)],
        choice_group=f"g{at // 5}" if at % 5 == 0 else None,
        weight=0.5 if at % 5 == 0 else 1.0,
    )


def main() -> None:
    """Print the CPU-seconds; ends with status 1 if a goal is missed."""
    missed = False
    analyse("warm", papers(3), word_vectors=vectors_of)
    for count, goal in GOALS.items():
        given = papers(count)
        began = time.process_time()
        found = findings(analyse("Ada", given, word_vectors=vectors_of))
        seconds = time.process_time() - began
        missed |= seconds > goal
        print(f"{count} papers: {seconds:.2f} CPU-seconds (goal {goal:g}), {len(found)} findings")
    sys.exit(missed)


if __name__ == "__main__":
    main()
