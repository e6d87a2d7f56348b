import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.syllabus import SyllabusTopic, item_topics, read_tree, topic_names, write_tree

WAVES = SyllabusTopic("Waves", ("Speed", "Beats"))
HEAT = SyllabusTopic("Heat", ("Engines", "Entropy"))
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


def test_read_tree_of_units_puts_bullets_under_a_unit_with_a_name() -> None:
    assert read_tree(UNITS) == (
        SyllabusTopic("Tides"),
        SyllabusTopic("Currents"),
        SyllabusTopic("Waves and swell"),
        SyllabusTopic(
            "Salinity", ("Deep-water circulation", "Sea ice", "Coral reefs"), None, "10 marks"
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "1. Waves: speed, beats\n2. Heat: engines, entropy\n",
        "1 Waves\n1.1 Speed\n1.2 Beats\n2 Heat\n2.1 Engines\n2.2 Entropy",
        "Waves\n  speed\n  beats\nHeat\n  engines\n  entropy",
        "Waves\n- speed\n- beats\nHeat\n- engines\n- entropy",
        "# Physics\n## Waves\n- speed\n- beats\n## Heat\nengines, entropy",
        "UNIT I\nWaves\nspeed, beats\nUNIT II\nHeat\nengines,\nentropy\nREFERENCES\n1. Newton",
        "Kapitel 1: Waves\nspeed; beats\nKapitel 2: Heat\nengines; entropy",
    ],
)
def test_read_tree_in_any_layout_gives_the_same_topics(text: str) -> None:
    assert read_tree(text) == (WAVES, HEAT)


def test_read_tree_keeps_printed_hours_and_weights() -> None:
    text = "Unit 1 (10 Hrs)\nWaves\nspeed, beats\nUnit 2 Heat (8 hours, 20 %): engines"
    assert read_tree(text) == (
        SyllabusTopic("Waves", ("Speed", "Beats"), 10, ""),
        SyllabusTopic("Heat", ("Engines",), 8, "20 %"),
    )


def test_read_tree_joins_a_list_that_the_page_broke() -> None:
    text = "Unit 1 Waves\nspeed of a wave in a long\nUnit 2 Heat\nengines, laws of\nnature, entropy"
    assert read_tree(text)[1] == SyllabusTopic("Heat", ("Engines", "Laws of nature", "Entropy"))


def test_read_tree_keeps_commas_inside_brackets() -> None:
    assert topic_names(read_tree("Sorting (quick, merge), Hashing")) == (
        "Sorting (quick, merge)",
        "Hashing",
    )


@pytest.mark.parametrize(
    "text",
    [
        " \n\n 12 \n",
        "This course teaches all who attend it to think about the weather on each day",
        "References\n1. A book, A press",
        "",
    ],
)
def test_read_tree_without_topics_is_empty(text: str) -> None:
    assert read_tree(text) == ()


def test_read_tree_names_a_topic_once_with_the_details_of_all() -> None:
    assert read_tree("# Waves: speed\n# waves: beats; speed") == (WAVES,)


def test_item_topics_gives_what_stands_under_a_heading_to_it() -> None:
    assert item_topics((WAVES, SyllabusTopic("Light"))) == {
        "Waves": "Waves",
        "Speed": "Waves",
        "Beats": "Waves",
        "Light": "Light",
    }


@given(st.lists(st.sampled_from(["Ropes", "Knots", "Sails", "Masts and yards"]), unique=True))
def test_read_tree_of_plain_lines_gives_them_back(names: list[str]) -> None:
    assert topic_names(read_tree("\n".join(names))) == tuple(names)


@given(st.text(max_size=500))
def test_read_tree_of_any_text_gives_short_unique_names(text: str) -> None:
    topics = read_tree(text)
    names = topic_names(topics)
    assert len({name.casefold() for name in names}) == len(names)
    assert sum(1 + len(topic.details) for topic in topics) <= 200
    assert all(name == name.strip() and 0 < len(name) <= 80 for name in names)


NAMES = st.lists(
    st.sampled_from(["Tides", "Sea ice", "Ropes", "Knots (all kinds)", "Masts", "Yards", "Sails"]),
    unique=True,
    min_size=1,
)


@given(NAMES, st.data())
def test_read_tree_reads_back_what_was_written(names: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(names)))
    hours = data.draw(st.none() | st.integers(1, 90).map(float))
    weight = data.draw(st.sampled_from(["", "15 %", "20 marks"]))
    topics = (
        SyllabusTopic(names[0], tuple(names[cut:]), hours, weight),
        *(SyllabusTopic(name) for name in names[1:cut]),
    )
    assert read_tree(write_tree(topics)) == topics
