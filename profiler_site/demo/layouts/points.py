"""Bold "Problem 1 (15 points)" headings, parts (a), (b) with their points, a name line on top."""

from profiler_site.demo.layouts.markup import rich
from profiler_site.demo.model import SamplePaper, SampleQuestion


def body(paper: SamplePaper) -> str:
    """The HTML of the paper's body."""
    return _head(paper) + "".join(_problem(question) for question in paper.questions)


def _head(paper: SamplePaper) -> str:
    rules = "".join(f"<li>{rich(rule)}</li>" for rule in paper.instructions)
    return (
        f'<div class="head"><h1>{paper.course_code}: {paper.course_title}</h1>'
        f"<h2>{paper.kind}, {paper.session} {paper.year}</h2>"
        f"<p>{paper.university}, {paper.department}</p>"
        f"<p>{paper.professor} · {paper.date} · {paper.duration} · {paper.total_marks} points</p>"
        '</div><p class="name">Name: <span></span> Student number: <span></span></p>'
        f"<ul>{rules}</ul>"
    )


def _problem(question: SampleQuestion) -> str:
    parts = "".join(_part(part) for part in question.parts)
    return (
        f'<div class="problem"><div class="stem"><b>Problem {question.number}</b> '
        f"({question.full_marks} points) {rich(question.text)}</div>{parts}</div>"
    )


def _part(part: SampleQuestion) -> str:
    return (
        f'<div class="part"><span class="label">({part.number})</span>'
        f'<div class="asked">({part.marks} pts) {rich(part.text)}</div></div>'
    )
