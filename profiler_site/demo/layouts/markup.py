"""The few marks that question texts carry, turned into HTML.

`*x*` is italic, `x_{n}` and `x^{2}` are set low and high, `[[2 1; 1 2]]` is a matrix with its
rows parted by semicolons.
"""

import re
from html import escape

MATRIX = re.compile(r"\[\[(.+?)\]\]")
EQUATION = re.compile(
    r"\((?:[^() ]+, )+[^() ]+\)|\S+(?: [=+−] (?:\[\[.+?\]\][.,]?|\((?:[^() ]+, )+[^() ]+\)|\S+))+"
)
SIMPLE_MARKS = (
    (re.compile(r"\*([^*]+)\*"), r"<i>\1</i>"),
    (re.compile(r"_\{([^}]*)\}"), r"<sub>\1</sub>"),
    (re.compile(r"\^\{([^}]*)\}"), r"<sup>\1</sup>"),
)


def rich(text: str) -> str:
    """The HTML of a question's text, escaped; equations and vectors stay on one line."""
    html = EQUATION.sub(r'<span class="equation">\g<0></span>', escape(text, quote=False))
    html = MATRIX.sub(lambda found: _matrix(found.group(1)), html)
    for mark, replacement in SIMPLE_MARKS:
        html = mark.sub(replacement, html)
    return html


def plain(text: str) -> str:
    """The same words without marks, as a reader sees them; matrices are left out."""
    words = MATRIX.sub(" ", text)
    for mark, _ in SIMPLE_MARKS:
        words = mark.sub(r"\1", words)
    return re.sub(r"\s+", " ", words).strip()


def _matrix(rows: str) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{entry}</td>" for entry in row.split()) + "</tr>"
        for row in rows.split(";")
    )
    return f'<span class="bracket"><table class="matrix">{body}</table></span>'
