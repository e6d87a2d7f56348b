"""One ruled table: questions with OR rows between, columns for marks, outcome and Bloom level."""

from profiler_site.demo.layouts.markup import rich
from profiler_site.demo.model import SamplePaper, SampleQuestion, SampleSection

HEADINGS = "<tr><th>Q. No.</th><th></th><th>Question</th><th>Marks</th><th>CO</th><th>BL</th></tr>"
OR_ROW = '<tr class="or"><td colspan="6">OR</td></tr>'


def body(paper: SamplePaper) -> str:
    """The HTML of the paper's body."""
    rows = "".join(_section(section) for section in paper.sections)
    return f'{_head(paper)}<table class="paper"><thead>{HEADINGS}</thead>{rows}</table>{NOTE}'


NOTE = '<p class="note">CO: course outcome, BL: Bloom level. *** END ***</p>'


def _head(paper: SamplePaper) -> str:
    rules = "".join(f"<li>{rich(rule)}</li>" for rule in paper.instructions)
    return (
        f'<div class="head"><h1>{paper.university}</h1><p>{paper.department}</p>'
        f"<h2>{paper.kind}, {paper.session} {paper.year}</h2></div>"
        f'<table class="facts"><tr><td>Course Code: {paper.course_code}</td>'
        f"<td>Course Title: {paper.course_title}</td></tr>"
        f"<tr><td>Date: {paper.date}</td><td>Faculty: {paper.professor}</td></tr>"
        f"<tr><td>Time: {paper.duration}</td><td>Max. Marks: {paper.total_marks}</td></tr></table>"
        f'<p class="rules">Instructions:</p><ol>{rules}</ol>'
    )


def _section(section: SampleSection) -> str:
    title = f'<tr class="unit"><td colspan="6">{section.title} {section.instruction}</td></tr>'
    rows = []
    before: SampleQuestion | None = None
    for question in section.questions:
        alternative = before is not None and before.choice is not None
        if alternative and before is not None and before.choice == question.choice:
            rows.append(OR_ROW)
        rows.append(_question(question))
        before = question
    return title + "".join(rows)


def _question(question: SampleQuestion) -> str:
    first = _row(f"Q{question.number}", "", question) if question.text else ""
    labels = ["" if first else f"Q{question.number}", *("" for _ in question.parts)]
    parts = zip(labels, question.parts, strict=False)
    return first + "".join(_row(label, f"{part.number})", part) for label, part in parts)


def _row(number: str, letter: str, question: SampleQuestion) -> str:
    options = "".join(f"<span>{rich(option)}</span>" for option in _lettered(question.options))
    marks = question.marks or ""
    return (
        f"<tr><td>{number}</td><td>{letter}</td>"
        f'<td>{rich(question.text)}<div class="options">{options}</div></td>'
        f"<td>{marks}</td><td>{question.outcome}</td><td>{question.bloom}</td></tr>"
    )


def _lettered(options: tuple[str, ...]) -> list[str]:
    return [f"({roman}) {option}" for roman, option in zip(ROMAN, options, strict=False)]


ROMAN = ("i", "ii", "iii", "iv")
