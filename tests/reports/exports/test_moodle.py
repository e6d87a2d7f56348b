"""Moodle XML: one essay a question, sorted by topic, readable whatever the paper says."""

import base64
import xml.etree.ElementTree as ET  # of files that this test wrote
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reports.exports.moodle import write_moodle
from tests.reports.exports.test_tables import NOTHING, ROW


def questions(content: bytes) -> list[ET.Element]:
    return list(ET.fromstring(content))  # noqa: S314  # written a line above


def words(question: ET.Element, path: str) -> str:
    return question.findtext(path) or ""


def test_questions_are_essays_below_their_topic() -> None:
    other = replace(NOTHING, topic="", key="other")
    first, plain, second, essay = questions(write_moodle("Mechanics / 1", [ROW, other]))
    assert words(first, "category/text") == "$course$/top/Mechanics // 1/No topic"
    assert words(second, "category/text") == "$course$/top/Mechanics // 1/Rotating rigid bodies"
    assert essay.get("type") == plain.get("type") == "essay"
    assert words(essay, "name/text") == "2023 May, 3(b)"
    assert words(essay, "questiontext/text") == (
        "<p>A flywheel turns.</p><p>Find its “angular velocity”, in s⁻¹;<br>show all steps.</p>"
    )
    assert words(essay, "defaultgrade") == "2.5"
    assert words(plain, "defaultgrade") == "1"
    assert words(essay, "idnumber") == ROW.key
    assert [tag.findtext("text") for tag in essay.findall("tags/tag")] == [
        "Rotating rigid bodies",
        "very hard",
        "apply",
        "2023",
    ]


def test_picture_stands_in_for_the_words() -> None:
    essay = questions(write_moodle("M", [replace(ROW, picture=b"JPEG", text='<b>"x"')]))[1]
    assert words(essay, "questiontext/text") == (
        '<p><img src="@@PLUGINFILE@@/question.jpg" alt="&lt;b&gt;&quot;x&quot;"></p>'
    )
    file = essay.find("questiontext/file")
    assert file is not None
    assert file.attrib == {"name": "question.jpg", "path": "/", "encoding": "base64"}
    assert base64.b64decode(file.text or "") == b"JPEG"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_makes_xml_that_can_be_read(text: str) -> None:
    row = replace(ROW, text=text, stem=text, topic=text, key=text, address=text)
    assert len(questions(write_moodle(text, [row]))) == 2
