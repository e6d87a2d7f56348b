"""A cover page, then sections with rules of choice; marks as [10] at the right edge."""

from profiler_site.demo.layouts.markup import rich
from profiler_site.demo.model import SamplePaper, SampleQuestion, SampleSection


def body(paper: SamplePaper) -> str:
    """The HTML of the paper's body."""
    return _cover(paper) + "".join(_section(section) for section in paper.sections) + END


END = '<p class="end">END OF PAPER</p>'


def _cover(paper: SamplePaper) -> str:
    rules = "".join(f"<li>{rich(rule)}</li>" for rule in paper.instructions)
    return (
        f'<div class="cover"><h1>{paper.university}</h1><p>{paper.department}</p>'
        f'<p class="kind">{paper.kind}</p><h2>{paper.course_code}</h2><h2>{paper.course_title}</h2>'
        f'<p class="when">{paper.date}</p><table class="facts">'
        f"<tr><td>Time allowed:</td><td>{paper.duration}</td></tr>"
        f"<tr><td>Total marks:</td><td>{paper.total_marks}</td></tr>"
        f"<tr><td>Examiner:</td><td>{paper.professor}</td></tr></table>"
        f'<div class="rules"><p>Instructions to candidates</p><ul>{rules}</ul></div>'
        '<p class="hold">Do not turn over this page until you are told to do so.</p></div>'
    )


def _section(section: SampleSection) -> str:
    questions = "".join(_question(question, ".") for question in section.questions)
    return f'<h3>{section.title}</h3><p class="instruction">{section.instruction}</p>{questions}'


def _question(question: SampleQuestion, after: str) -> str:
    label = f"{question.number}." if after == "." else f"({question.number})"
    marks = f'<span class="marks">[{question.marks}]</span>' if question.marks else ""
    asked = f'<div class="asked">{rich(question.text)} {marks}</div>' if question.text else ""
    parts = "".join(_question(part, ")") for part in question.parts)
    return f'<div class="question"><span class="label">{label}</span>{asked}{parts}</div>'
