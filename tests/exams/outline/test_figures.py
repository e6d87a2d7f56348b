from exams.outline import read_outline
from exams.outline.model import Box, Outline, OutlineQuestion, OutlineStem
from exams.reading.page import Area, Cell, Page, Table, Word

FIGURE = Area(200, 150, 400, 260)


def words(text: str, x: float, top: float) -> list[Word]:
    found = []
    for word in text.split():
        found.append(Word(word, x, top, x + 5 * len(word), top + 10, size=10, font="Sans"))
        x += 5 * len(word) + 4
    return found


def paper(
    *figures: Area, tables: tuple[Table, ...] = (), number: int = 1, extra: list[Word] | None = None
) -> Page:
    lines = [
        ("Final Examination in Mechanics", 72, 40),
        ("1. Explain how the lever of the balance is held level. [10]", 72, 100),
        ("2. Derive the force that the spring exerts on the mass. [10]", 72, 300),
        ("(a) Sketch the force over the displacement of the mass. [4]", 90, 450),
        ("(b) State the energy that is stored in the spring then. [6]", 90, 520),
        ("3. Name three kinds of friction and where they occur. [10]", 72, 600),
    ]
    found = [word for text, x, top in lines for word in words(text, x, top)] + (extra or [])
    found.sort(key=lambda word: (word.top, word.x0))
    return Page(number, 595, 842, tuple(found), figures=figures, tables=tables)


def owners(outline: Outline) -> dict[str, tuple[Box, ...]]:
    asked: list[OutlineQuestion | OutlineStem] = [*outline.questions, *outline.stems]
    return {one.number: one.figures for one in asked if one.figures}


def test_figure_belongs_to_the_question_in_whose_span_it_lies() -> None:
    outline = read_outline([paper(FIGURE)])

    assert owners(outline) == {"1": (Box(page=1, x0=200, top=150, x1=400, bottom=260),)}


def test_figure_below_a_stem_is_passed_on_to_its_parts() -> None:
    outline = read_outline([paper(Area(200, 315, 400, 430))])
    passed = {one.number: len(one.stem_figures) for one in outline.questions}

    assert list(owners(outline)) == ["2"]
    assert passed == {"1": 0, "2(a)": 1, "2(b)": 1, "3": 0}


def test_figure_before_the_first_question_belongs_to_none() -> None:
    assert owners(read_outline([paper(Area(400, 30, 500, 80))])) == {}


def test_figure_in_one_place_on_every_page_is_a_logo() -> None:
    pages = [paper(FIGURE, number=number) for number in (1, 2, 3)]

    assert owners(read_outline(pages)) == {}


def test_table_around_several_questions_belongs_to_none() -> None:
    cells = tuple(Cell(row, 0, 60, 90 + 250 * row, 560, 340 + 250 * row) for row in (0, 1))

    assert owners(read_outline([paper(tables=(Table(cells),))])) == {}


def test_figure_with_a_caption_belongs_to_the_question_that_names_it() -> None:
    extra = words("Figure 4: The block on its slope", 220, 265)
    extra += words("Use Figure 4 for the angle.", 86, 620)

    assert list(owners(read_outline([paper(FIGURE, extra=extra)]))) == ["3"]
