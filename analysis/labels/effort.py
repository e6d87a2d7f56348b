"""Estimated effort of a question; an estimate from the paper, not a measurement on students."""

from analysis.schemas import BloomLevel, DifficultyLevel

# Effort in points; the sum decides. Each part is bounded, so that no single sign decides alone.
OF_LEVEL = {
    BloomLevel.REMEMBER: 0.0,
    BloomLevel.UNDERSTAND: 0.7,
    BloomLevel.APPLY: 1.0,
    BloomLevel.ANALYSE: 1.6,
    BloomLevel.EVALUATE: 1.8,
    BloomLevel.CREATE: 2.0,
}
DERIVATION = 0.5
PER_TASK, MOST_TASKS = 0.4, 1.2  # each command after the first
LONG, LONGER = 60, 150  # words
USUAL_SHARE = 0.05  # of the paper's marks: a paper of twenty equal questions
MEDIUM, HARD, VERY_HARD = 1.0, 2.4, 3.6


def marks_effort(marks: float | None, total_marks: float | None) -> float:
    """-0.2 to 1.8 for the marks' share of the paper; 0 where marks or total are not printed."""
    if marks is None or total_marks is None or total_marks <= 0 or marks < 0:
        return 0.0
    share = min(1.0, marks / total_marks)
    return min(1.8, max(-0.2, (share - USUAL_SHARE) * 12))


def estimate_effort(
    level: BloomLevel, *, derivation: bool, tasks: int, words: int, share_effort: float
) -> DifficultyLevel:
    """The level of effort from what is asked, how much, how long it reads and what it earns."""
    points = OF_LEVEL[level] + (DERIVATION if derivation else 0.0)
    points += min(MOST_TASKS, PER_TASK * max(0, tasks - 1))
    points += 0.6 if words > LONGER else 0.3 if words > LONG else 0.0
    points += share_effort
    if points >= VERY_HARD:
        return DifficultyLevel.VERY_HARD
    if points >= HARD:
        return DifficultyLevel.HARD
    return DifficultyLevel.MEDIUM if points >= MEDIUM else DifficultyLevel.EASY
