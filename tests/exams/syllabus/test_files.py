import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exams.syllabus import SyllabusTopic, SyllabusUnreadable, read_file, read_tree
from exams.syllabus.document import BadDocument, text_of_document
from exams.syllabus.table import text_of_table
from tests.exams.syllabus.files import archive, document, paragraph, table

PHYSICS = (
    SyllabusTopic("Waves", ("Speed", "Beats"), 6, ""),
    SyllabusTopic("Heat", ("Engines", "Entropy")),
)
BOMB = archive({"word/document.xml": b" " * 60_000_000})
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def test_read_file_of_a_word_document_gives_headings_and_lists() -> None:
    file = document(
        paragraph("Physics I", "Title"),
        paragraph("PH101 Physics", "Heading1"),
        paragraph("Waves (6 hours)", "Heading2"),
        paragraph("speed", level=0),
        paragraph("beats", level=0),
        paragraph("Heat", "Heading2"),
        paragraph("engines, entropy"),
    )
    assert read_tree(read_file(file, "syllabus.docx")) == PHYSICS


def test_text_of_document_gives_rows_of_a_table_as_lines() -> None:
    file = document(table(("Unit 1", "Waves"), ("Unit 2", "Heat")))
    assert text_of_document(file) == "Unit 1\tWaves\nUnit 2\tHeat"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\0\1\2 binary", "neither a PDF"),
        (b" \n ", "no text"),
        (b"x" * (5 * 2**20 + 1), "more than 5 MB"),
        (b"\xd0\xcf\x11\xe0 old", "old Word"),
        (b"%PDF-1.7 and nothing", "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (archive({"other.txt": "x"}), "no Word document"),
        (BOMB, "more than a syllabus"),
        (document(paragraph("&b;"), before=ENTITIES), "declares entities"),
        (archive({"word/document.xml": "<w:open>"}), "damaged"),
    ],
)
def test_read_file_that_cannot_be_read_says_why(content: bytes, words: str) -> None:
    with pytest.raises(SyllabusUnreadable, match=words):
        read_file(content, "syllabus")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_read_file_of_text_in_any_encoding_gives_its_words(encoding: str) -> None:
    assert read_file("Größen\n".encode(encoding), "a.txt") == "Größen\n"


@pytest.mark.parametrize(
    "table_text",
    [
        'Unit,Topic,Contents,Hours\n1,Waves,"speed, beats",6\n2,Heat,"engines, entropy",\n',
        "Module;Topic;Hours\nWaves;speed;6\nWaves;beats;6\nHeat;engines;\nHeat;entropy;\n",
        "topic\tsubtopics\thours\nWaves\tspeed; beats\t6\nHeat\tengines; entropy\t\n",
    ],
)
def test_text_of_table_with_named_columns_is_read_as_topics(table_text: str) -> None:
    assert read_tree(text_of_table(table_text)) == PHYSICS


def test_text_of_table_without_names_takes_the_first_column_with_words() -> None:
    assert text_of_table("1,Waves,speed\n2,Heat,engines\n") == "# Waves: speed\n# Heat: engines"
    assert text_of_table("\n,,\n") == ""


@given(st.binary(max_size=300))
def test_text_of_document_of_any_bytes_says_what_is_wrong(content: bytes) -> None:
    with pytest.raises(BadDocument):
        text_of_document(content)


@settings(max_examples=30)
@given(st.text(max_size=300))
def test_text_of_table_of_any_text_is_text(text: str) -> None:
    assert isinstance(text_of_table(text), str)
