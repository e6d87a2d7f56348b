"""What is doubtful in a paper, in words: for the hub, for staff, and beside the profile."""

from exams.models import Paper, Professor
from exams.outline.disagreements import in_short
from exams.outline.model import Outline
from exams.services.catalogue import bare_name

UNSURE = 0.7  # outline confidence below which somebody should look


def doubts(paper: Paper, professor: Professor) -> list[str]:
    """One sentence for each doubt; none where a paper was read well and is of this professor."""
    outline = paper.outline
    return doubts_of(outline, professor) if outline else []


def doubts_of(outline: Outline, professor: Professor) -> list[str]:
    """The same of an outline."""
    found = []
    if outline.facts.professor and is_somebody_else(outline.facts.professor, professor):
        found.append(f"The cover names {outline.facts.professor}.")
    found += in_short(outline.scorecard)
    if outline.confidence < UNSURE:
        found.append("Some questions may have been read wrongly.")
    return found


def is_somebody_else(printed: str, professor: Professor) -> bool:
    """Whether a printed name shares no word with the professor's, initials aside."""
    theirs = {word for word in bare_name(professor.name).split("-") if len(word) > 1}
    return bool(theirs) and not theirs & set(bare_name(printed).split("-"))
