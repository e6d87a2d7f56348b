"""Two columns: multiple choice, then short and long questions, marks in round brackets."""

from profiler_site.demo.layouts.markup import rich
from profiler_site.demo.model import SamplePaper, SampleQuestion, SampleSection

LETTERS = ("A", "B", "C", "D")


def body(paper: SamplePaper) -> str:
    """The HTML of the paper's body."""
    sections = "".join(_section(section) for section in paper.sections)
    return f'{_head(paper)}<div class="columns">{sections}</div>'


def _head(paper: SamplePaper) -> str:
    rules = " ".join(rich(rule) for rule in paper.instructions)
    return (
        f'<div class="head"><h1>{paper.university}</h1><p>{paper.department}</p>'
        f"<h2>{paper.course_code} {paper.course_title}</h2>"
        f"<p>{paper.kind}, {paper.session} {paper.year}</p></div>"
        f'<table class="facts"><tr><td>{paper.date}</td><td>Time: {paper.duration}</td>'
        f"<td>Maximum marks: {paper.total_marks}</td></tr></table>"
        f'<p class="rules">Set by {paper.professor}. {rules}</p>'
    )


def _section(section: SampleSection) -> str:
    questions = "".join(_question(question) for question in section.questions)
    return (
        f'<h3>{section.title}</h3><p class="instruction">{rich(section.instruction)}</p>{questions}'
    )


def _question(question: SampleQuestion, *, part: bool = False) -> str:
    label = f"({question.number})" if part else f"{question.number}."
    marks = f' <span class="marks">({question.marks} marks)</span>' if question.marks else ""
    asked = f'<div class="asked">{rich(question.text)}{marks}</div>' if question.text else ""
    parts = "".join(_question(each, part=True) for each in question.parts)
    return (
        f'<div class="question"><span class="label">{label}</span>'
        f"{asked}{_options(question)}{parts}</div>"
    )


def _options(question: SampleQuestion) -> str:
    lettered = zip(LETTERS, question.options, strict=False)
    return "".join(
        f'<p class="option">({letter}) {rich(option)}</p>' for letter, option in lettered
    )
