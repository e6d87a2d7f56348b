"""Tasks with questions 1.1, 1.2 and a column of marks at the right, the sum beside the heading."""

from profiler_site.demo.layouts.markup import rich
from profiler_site.demo.model import SamplePaper, SampleQuestion


def body(paper: SamplePaper) -> str:
    """The HTML of the paper's body."""
    return _head(paper) + "".join(_task(question) for question in paper.questions)


def _head(paper: SamplePaper) -> str:
    rules = " ".join(rich(rule) for rule in paper.instructions)
    facts = (
        ("Course", f"{paper.course_code} {paper.course_title}"),
        ("Lecturer", paper.professor),
        ("Date", f"{paper.date} ({paper.session} {paper.year})"),
        ("Duration", paper.duration),
        ("Maximum marks", str(paper.total_marks)),
    )
    rows = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in facts)
    return (
        f'<p class="house">{paper.university}<br>{paper.department}</p><h1>{paper.kind}</h1>'
        f'<table class="facts">{rows}</table><p class="rules">{rules}</p>'
    )


def _task(question: SampleQuestion) -> str:
    rows = "".join(_row(f"{question.number}.{part.number}", part) for part in question.parts)
    return (
        f'<table class="task"><thead><tr><th class="number">{question.number}</th>'
        f"<th>{rich(question.text)}</th><th>{question.full_marks}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _row(number: str, part: SampleQuestion) -> str:
    return (
        f'<tr><td class="number">{number}</td><td>{rich(part.text)}</td>'
        f'<td class="marks">{part.marks}</td></tr>'
    )
