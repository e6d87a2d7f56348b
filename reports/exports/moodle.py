"""Questions as Moodle XML, with the printed picture inside: essays, since answers are not known.

The form: https://docs.moodle.org/en/Moodle_XML_format. Moodle finds a question that it has already
by `idnumber`.
"""

import base64
import html
import xml.etree.ElementTree as ET  # written here, never parsed
from collections.abc import Sequence

from reports.exports.rows import ExportRow, place_of

LONGEST_ID = 100  # letters of Moodle's column
LONGEST_NAME = 255
NO_TOPIC = "No topic"  # in every language, so that a second import finds the same category
UNPRINTABLE = dict.fromkeys({*range(32), 0xFFFE, 0xFFFF} - {9, 10, 13})  # in XML 1.0


def write_moodle(category: str, rows: Sequence[ExportRow]) -> bytes:
    """A question bank of essays in `category`, sorted by topic into categories below it."""
    quiz = ET.Element("quiz")
    for topic in sorted({row.topic for row in rows}):
        _add_category(quiz, category, topic)
        for row in rows:
            if row.topic == topic:
                _add_question(quiz, row)
    ET.indent(quiz)
    text: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return text


def _add_category(quiz: ET.Element, category: str, topic: str) -> None:
    question = ET.SubElement(quiz, "question", type="category")
    names = [name.replace("/", "//") for name in (category, topic or NO_TOPIC)]
    _add_text(question, "category", "/".join(["$course$", "top", *names]))


def _add_question(quiz: ET.Element, row: ExportRow) -> None:
    question = ET.SubElement(quiz, "question", type="essay")
    _add_text(question, "name", f"{row.paper}, {row.number}"[:LONGEST_NAME])
    asked = ET.SubElement(question, "questiontext", format="html")
    ET.SubElement(asked, "text").text = _clean(_body(row))
    if row.picture:
        file = ET.SubElement(asked, "file", name="question.jpg", path="/", encoding="base64")
        file.text = base64.b64encode(row.picture).decode()
    feedback = ET.SubElement(question, "generalfeedback", format="html")
    ET.SubElement(feedback, "text").text = _clean(_where(row))
    ET.SubElement(question, "defaultgrade").text = f"{row.marks or 1:g}"
    ET.SubElement(question, "penalty").text = "0"
    ET.SubElement(question, "hidden").text = "0"
    ET.SubElement(question, "idnumber").text = _clean(row.key)[:LONGEST_ID]
    ET.SubElement(question, "responseformat").text = "editor"
    ET.SubElement(question, "responserequired").text = "1"
    tags = ET.SubElement(question, "tags")
    for tag in filter(None, (row.topic, row.difficulty, row.bloom, str(row.year or ""))):
        _add_text(tags, "tag", tag)


def _body(row: ExportRow) -> str:
    words = "".join(f"<p>{_lines(part)}</p>" for part in (row.stem, row.text) if part)
    if not row.picture:
        return words
    # The picture shows what the words cannot: formulas and figures.
    alt = html.escape(row.text)
    return f'<p><img src="@@PLUGINFILE@@/question.jpg" alt="{alt}"></p>'


def _where(row: ExportRow) -> str:
    place = place_of(row)
    return f'<p><a href="{html.escape(row.address)}">{html.escape(place)}</a></p>'


def _lines(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _add_text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(ET.SubElement(parent, name), "text").text = _clean(text)


def _clean(text: str) -> str:
    return text.translate(UNPRINTABLE)
