"""From rows to the values that statistics are computed from."""

from collections.abc import Iterable

from analysis.models import Extraction, Question
from analysis.schemas import BloomLevel, DifficultyLevel
from analysis.statistics.rows import AskedQuestion, Sitting

# In the order of the year. A season comes before its months: "winter" is that of January.
SESSIONS = (
    *("winter", "jan", "feb", "mar", "spring", "apr", "may", "jun"),
    *("summer", "jul", "aug", "sep", "autumn", "fall", "oct", "nov", "dec"),
)


def sittings_of(extractions: Iterable[Extraction]) -> list[Sitting]:
    """One sitting per extraction, in the order of the papers' years and sessions."""
    chosen = list(extractions)
    found = Question.objects.filter(extraction__in=chosen).select_related("topic")
    rows = found.defer("stem", "boxes", "figures", "stem_figures")
    by_extraction: dict[int, list[AskedQuestion]] = {}
    for row in rows:
        by_extraction.setdefault(row.extraction_id, []).append(asked(row))
    ordered = sorted(chosen, key=moment)
    return [sitting(one, by_extraction.get(one.pk, [])) for one in ordered]


def moment(extraction: Extraction) -> tuple[int, int, int]:
    """What sittings are ordered by."""
    paper = extraction.paper
    return paper.year or 0, place_in_year(paper.session), paper.pk


def sitting(extraction: Extraction, questions: list[AskedQuestion]) -> Sitting:
    """One paper as the statistics see it."""
    paper = extraction.paper
    outline = paper.outline
    return Sitting(
        paper_id=paper.pk,
        label=paper.label,
        year=paper.year,
        questions=tuple(questions),
        total_marks=outline.facts.total_marks if outline else None,
        duration_minutes=outline.facts.duration_minutes if outline else None,
        order=place_in_year(paper.session),
    )


def place_in_year(session: str) -> int:
    """Where a session lies in its year, from 1; 0 where its name does not say."""
    words = session.casefold()
    places = (place for place, name in enumerate(SESSIONS, 1) if name in words)
    return next(places, 0)


def asked(row: Question) -> AskedQuestion:
    """One question as the statistics see it."""
    return AskedQuestion(
        id=row.pk,
        number=row.number,
        stem=row.stem_number,
        text=row.text,
        marks=float(row.marks) if row.marks is not None else None,
        topic=row.topic.name if row.topic else "",
        difficulty=DifficultyLevel(row.difficulty),
        bloom=BloomLevel(row.bloom),
        requires_derivation=row.requires_derivation,
        command=row.command or None,
        section=row.section or None,
        choice_group=row.choice_group or None,
        weight=row.weight,
        topic_confidence=row.topic_confidence,
    )
