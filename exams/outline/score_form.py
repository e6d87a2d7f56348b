"""An outline as the plain dictionary that evaluation scripts and the command line exchange."""

from typing import Any

from exams.outline.model import Box, CoverFacts, Outline

_BESIDE = 2.0  # heights of a line that may part a code from its title


def score_form(outline: Outline) -> dict[str, Any]:
    """Cover facts, leaf questions and stems with printed marks, ready for JSON."""
    facts = outline.facts
    return {
        "total_marks": _plain(facts.total_marks),
        "year": facts.year,
        "subject": titled(facts),
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


def titled(facts: CoverFacts) -> str | None:
    """Code and title in one: as printed where they stand together, else with the code behind."""
    code, subject = facts.course_code, facts.subject
    if not code or not subject:
        return subject or code
    boxes = {place.fact: place.box for place in facts.places}
    if _before(boxes.get("course_code"), boxes.get("subject")):
        return f"{code} {subject}"
    return f"{subject} ({code})"


def _before(code: Box | None, subject: Box | None) -> bool:
    if code is None or subject is None or code.page != subject.page:
        return False
    height = subject.bottom - subject.top
    one_row = code.top < subject.bottom and subject.top < code.bottom
    return one_row and -height < subject.x0 - code.x1 < _BESIDE * height


def _plain(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point."""
    return int(value) if value is not None and value == int(value) else value
