"""What the statistics are computed from: questions as rows, papers as sittings."""

from dataclasses import dataclass

from analysis.schemas import BloomLevel, DifficultyLevel


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A leaf question of one sitting.

    `id` is what a finding points to as its evidence. `stem` is the top-level question it belongs
    to ("3" of "3(b)(ii)"). `weight` is the share of it that a student answers: 1, or k/n where k of
    n alternatives are to be answered. `topic` is "" and `topic_confidence` 0 where nobody knows.
    """

    id: int
    number: str
    stem: str
    text: str
    marks: float | None
    topic: str
    difficulty: DifficultyLevel
    bloom: BloomLevel
    requires_derivation: bool
    command: str | None = None
    section: str | None = None
    choice_group: str | None = None
    weight: float = 1.0
    topic_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Sitting:
    """One paper; sittings are ordered by (year, order within the year), unknown years first.

    `order` is the place within the year (0: not known). Sittings of one year and order stand at the
    same time; their labels and ids settle the order in which they are shown.
    """

    paper_id: int
    label: str  # "2023 winter"
    year: int | None
    questions: tuple[AskedQuestion, ...]
    total_marks: float | None = None
    duration_minutes: int | None = None
    order: int = 0
