"""Sentences that plain modules can make, with something in each place, to look for their forms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PLAIN = (
    "analysis/errors.py",
    "analysis/services/doubts.py",
    "analysis/services/jobs.py",
    "analysis/services/profiling.py",
    "analysis/statistics/audit.py",
    "exams/sandbox/wording.py",
    "exams/services/archives.py",
    "exams/services/filing.py",
    "exams/services/papers.py",
    "exams/services/syllabus.py",
    "exams/services/topics.py",
    "exams/syllabus/document.py",
    "exams/syllabus/files.py",
    "reports/document.py",
    "reports/services/release.py",
    "reports/services/release_objections.py",
)
SENTENCE = re.compile(r"[A-Z7“].* .*[.!?]", re.DOTALL)
WORD = re.compile(r"[a-z]{2,}")
SHARES = {"percent", "in_percent"}
LOGS = {"info", "warning", "error", "exception", "debug"}


def samples_of(path: Path) -> Iterator[str]:
    """Whole sentences of a module; names become "7", shares "7 %", counts "7 papers"."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(part) for node in ast.walk(tree) for part in _not_said(node)}
    for node in ast.walk(tree):
        if id(node) not in skipped and isinstance(node, ast.JoinedStr | ast.Constant):
            text = _sample(node)
            if SENTENCE.fullmatch(text) and len(WORD.findall(text)) > 1:
                yield text


def _not_said(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, lines of logs, and pieces of longer texts."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from (part for value in node.values for part in ast.walk(value))
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in LOGS:
        yield from (part for argument in node.args for part in ast.walk(argument))


def _sample(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_sample(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _in_place(node.value)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _in_place(value: ast.expr) -> str:
    name = getattr(value, "func", value)
    called = getattr(name, "id", "") or getattr(name, "attr", "")
    if isinstance(value, ast.IfExp):
        return _sample(value.body)
    if called in SHARES:
        return "7 %"
    if called == "count" and isinstance(value, ast.Call):
        noun = value.args[1]
        return f"7 {_sample(noun) or 'part'}s"
    return "7 marks" if called == "marks" and isinstance(value, ast.Call) else "7"
