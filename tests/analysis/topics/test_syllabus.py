from hypothesis import given
from hypothesis import strategies as st

from analysis.topics import read_items, read_syllabus

UNITS = """
Course objectives: to know the sea
Unit 1: Tides, Currents, Waves and swell (8 hours)
Unit II - Salinity [10 marks]
  • Deep-water circulation
  - Sea ice;
  3. Coral reefs
Textbooks:
  A. Sailor, The Wet Book
"""


def test_read_syllabus_of_units_and_bullets_names_each_topic_once() -> None:
    assert read_syllabus(UNITS) == (
        "Tides",
        "Currents",
        "Waves and swell",
        "Salinity",
        "Deep-water circulation",
        "Sea ice",
        "Coral reefs",
    )


def test_read_syllabus_with_a_heading_before_a_colon_keeps_both() -> None:
    assert read_syllabus("Trees: AVL trees, red-black trees") == (
        "Trees",
        "AVL trees",
        "Red-black trees",
    )


def test_read_syllabus_keeps_commas_inside_brackets() -> None:
    assert read_syllabus("Sorting (quick, merge), Hashing") == ("Sorting (quick, merge)", "Hashing")


def test_read_syllabus_with_sentences_drops_them() -> None:
    text = "This course teaches all who attend it to think about the weather on each day"
    assert read_syllabus(text) == ()


def test_read_syllabus_of_nothing_is_empty() -> None:
    assert read_syllabus(" \n\n 12 \n") == ()


@given(st.text(max_size=500))
def test_read_syllabus_of_any_text_gives_short_unique_names(text: str) -> None:
    names = read_syllabus(text)
    assert len(set(names)) == len(names) <= 200
    assert all(name == name.strip() and 0 < len(name) <= 80 for name in names)


@given(st.lists(st.sampled_from(["Ropes", "Knots", "Sails", "Masts and yards"]), unique=True))
def test_read_syllabus_of_plain_lines_gives_them_back(names: list[str]) -> None:
    assert read_syllabus("\n".join(names)) == tuple(names)


def test_read_syllabus_of_headed_lines_takes_the_headings() -> None:
    text = (
        "Syllabus of PH1 Physics\n1. Electrostatics: charge, flux\n2. Waves: speed, beats\n"
        "3. Optics: slits, lenses\n4. Heat: engines, entropy\n"
    )
    assert read_syllabus(text)[-4:] == ("Electrostatics", "Waves", "Optics", "Heat")


def test_read_items_gives_what_stands_under_a_heading_to_it() -> None:
    text = (
        "Rays: lamps, tubes\nFood: yeast, bread\nOres: zinc, tin\nCloth: wool, silk\nPlain topic\n"
    )
    items = read_items(text)
    assert items["Tubes"] == "Rays"
    assert items["Silk"] == "Cloth"
    assert items["Plain topic"] == "Plain topic"


def test_read_items_of_an_unheaded_syllabus_is_itself() -> None:
    assert read_items("Trees: AVL trees\nGraphs\n") == {
        "Trees": "Trees",
        "AVL trees": "AVL trees",
        "Graphs": "Graphs",
    }
