"""An outline as the plain dictionary that evaluation scripts and the command line exchange."""

from typing import Any

from exams.outline.model import Outline


def score_form(outline: Outline) -> dict[str, Any]:
    """Cover facts, leaf questions and stems with printed marks, ready for JSON."""
    facts = outline.facts
    return {
        "total_marks": _plain(facts.total_marks),
        "year": facts.year,
        "subject": facts.subject,
        "professor": facts.professor,
        "questions": [
            {
                "number": question.number,
                "text": question.text,
                "marks": _plain(question.marks),
                "page": question.page,
                "choice_group": question.choice_group,
                "section": question.section,
            }
            for question in outline.questions
        ],
        "parents": [
            {"number": stem.number, "marks": _plain(stem.marks)}
            for stem in outline.stems
            if stem.marks is not None
        ],
    }


def _plain(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point."""
    return int(value) if value is not None and value == int(value) else value
