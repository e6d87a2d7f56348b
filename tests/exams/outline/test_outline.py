from dataclasses import replace

from exams.outline import read_outline
from exams.outline.model import Choice, MarksSource, Outline
from exams.reading.page import Page, TextSource, Word
from tests.exams.outline.sheets import page_of


def leaves(outline: Outline) -> list[tuple[str, float | None]]:
    return [(question.number, question.marks) for question in outline.questions]


def test_read_outline_of_nothing_has_no_questions() -> None:
    outline = read_outline([Page(1, 595.0, 842.0, (), TextSource.NOTHING)])
    assert outline.questions == ()
    assert outline.confidence == 0.0


def test_read_outline_keeps_text_stem_and_command() -> None:
    outline = read_outline(
        [page_of("1. Consider a tree.", "   (a) Define its depth. [2]", "   (b) Draw it. [3]")]
    )
    first, second = outline.questions
    assert (first.number, first.text, first.stem) == (
        "1(a)",
        "Define its depth.",
        "Consider a tree.",
    )
    assert (second.path, second.command, second.marks) == (("1", "b"), "draw", 3.0)
    assert second.boxes[0].page == 1
    assert second.boxes[0].top == 112.0


def test_read_outline_gives_one_mark_after_the_last_part_to_the_stem() -> None:
    outline = read_outline(
        [
            page_of(
                "1. Name the errors.", "   (a) random", "   (b) systematic [2]", "2. Explain. [3]"
            )
        ]
    )
    assert leaves(outline) == [("1(a)", None), ("1(b)", None), ("2", 3.0)]
    assert [(stem.number, stem.marks) for stem in outline.stems] == [("1", 2.0)]


def test_read_outline_splits_a_printed_sum_over_the_parts() -> None:
    outline = read_outline(
        [
            page_of(
                "1. Answer all. [3+5 = 8]", "   (a) Define it.", "   (b) Prove it.", "2. Draw. [4]"
            )
        ]
    )
    assert leaves(outline) == [("1(a)", 3.0), ("1(b)", 5.0), ("2", 4.0)]
    assert outline.questions[0].marks_source is MarksSource.SPLIT
    assert outline.stems[0].marks == 8.0


def test_read_outline_applies_a_section_scheme() -> None:
    outline = read_outline(
        [
            page_of(
                "                    PART A (3 x 2 = 6)",
                "1. Define a stack.",
                "2. Define a queue.",
                "3. Define a heap.",
                "",
                "                    PART B",
                "1. Explain sorting in detail. [9]",
                "2. Explain hashing in detail. [9]",
            )
        ]
    )
    assert [(q.section, q.number, q.marks) for q in outline.questions] == [
        ("PART A", "1", 2.0),
        ("PART A", "2", 2.0),
        ("PART A", "3", 2.0),
        ("PART B", "1", 9.0),
        ("PART B", "2", 9.0),
    ]
    assert outline.scorecard.marks_sum == 24.0
    assert outline.sections[0].marks == 6.0


def test_read_outline_joins_alternatives_with_or() -> None:
    outline = read_outline(
        [
            page_of(
                "1. Explain sorting. [5]", "          OR", "2. Explain hashing. [5]", "3. Draw. [2]"
            )
        ]
    )
    assert [q.choice_group for q in outline.questions] == ["1-or-2", "1-or-2", None]
    assert outline.choices == (Choice(group="1-or-2", needed=1, offered=2, instruction="OR"),)
    assert outline.scorecard.marks_sum == 7.0
    assert outline.questions[0].text == "Explain sorting."


def test_read_outline_reads_any_k_of_the_parts() -> None:
    outline = read_outline(
        [
            page_of(
                "Q.1 Solve any two of the following.",
                "   A) Explain sorting. [6]",
                "   B) Explain hashing. [6]",
                "   C) Explain heaps. [6]",
                "Q.2 Define a tree. [6]",
            )
        ]
    )
    assert outline.questions[0].choice_group == "1-any-2-of-3"
    assert outline.questions[3].choice_group is None
    assert outline.scorecard.marks_sum == 18.0


def test_read_outline_keeps_options_out_of_the_questions() -> None:
    rows = []
    for value in range(1, 5):
        rows += [f"{value}. Which of the following is a tree? [1]"]
        rows += ["   (A) the first", "   (B) the second", "   (C) the third", "   (D) none"]
    outline = read_outline([page_of(*rows)])
    assert leaves(outline) == [("1", 1.0), ("2", 1.0), ("3", 1.0), ("4", 1.0)]
    assert outline.questions[2].options == ("the first", "the second", "the third", "none")
    assert outline.questions[2].text == "Which of the following is a tree?"


def test_read_outline_leaves_instructions_out() -> None:
    outline = read_outline(
        [
            page_of(
                "Instructions:",
                "1. All questions are compulsory.",
                "2. Use of calculators is not allowed.",
                "",
                "1. Define a stack. [2]",
                "2. Define a queue. [3]",
            )
        ]
    )
    assert leaves(outline) == [("1", 2.0), ("2", 3.0)]


def test_read_outline_restores_a_label_that_nobody_could_read() -> None:
    outline = read_outline(
        [
            page_of(
                "I. (a) Define a stack.",
                "   (b) Define a queue.",
                "n. (a) Define a heap.",
                "   (b) Define a tree.",
                "III. (a) Define a graph.",
                "   (b) Define a path.",
            )
        ]
    )
    assert [q.number for q in outline.questions] == [
        "I(a)",
        "I(b)",
        "II(a)",
        "II(b)",
        "III(a)",
        "III(b)",
    ]
    assert outline.scorecard.gaps == ()


def test_read_outline_says_where_numbers_are_missing() -> None:
    outline = read_outline(
        [page_of("1. Define a stack.", "2. Define a queue.", "4. Define a heap.", "5. Draw it.")]
    )
    assert outline.scorecard.gaps == ("after 2",)
    assert outline.confidence < 0.9


def test_read_outline_tells_papers_in_one_file_apart() -> None:
    rows = (
        "Norvale University",
        "Stacks and Queues",
        "Full Marks: 20",
        "Time: 2 hours",
        "1. Define it. [5]",
        "2. Draw it. [5]",
    )
    other = (
        "College of Sandmere",
        "Lines and Planes",
        "Full Marks: 30",
        "Time: 3 hours",
        "1. Where do they meet? [9]",
        "2. Turn one. [7]",
    )
    outline = read_outline([page_of(*rows), page_of(*other, number=2)])
    assert [(q.section, q.number) for q in outline.questions] == [
        (None, "1"),
        (None, "2"),
        ("Paper 2", "1"),
        ("Paper 2", "2"),
    ]
    assert outline.papers == 2
    assert outline.scorecard.repeats == ()


def test_read_outline_leaves_code_lines_and_mark_tables_out() -> None:
    outline = read_outline(
        [
            page_of(
                "                  Q1 5",
                "                  Q2 5",
                "",
                "Q1. What does the program print? [5]",
                "     1 int x = 0;",
                "     2 while (x < 3) {",
                "     3 x++;",
                "Q2. Explain why. [5]",
            )
        ]
    )
    assert leaves(outline) == [("1", 5.0), ("2", 5.0)]


def test_read_outline_leaves_conditions_out_of_the_parts() -> None:
    outline = read_outline(
        [
            page_of(
                "1. A circuit meets the following conditions:",
                "     i. When A is true, B is true.",
                "     ii. Either A or C is true.",
                "   Draw its truth table and simplify it. [12]",
                "2. Explain adders. [4]",
            )
        ]
    )
    assert leaves(outline) == [("1", 12.0), ("2", 4.0)]


def test_read_outline_stops_a_question_at_its_printed_answer() -> None:
    outline = read_outline(
        [page_of("1. Name a tree. [2]", "Answer: An oak. (1 point)", "2. Name a rose. [2]")]
    )
    assert [(q.text, q.marks) for q in outline.questions] == [
        ("Name a tree.", 2.0),
        ("Name a rose.", 2.0),
    ]


def test_read_outline_keeps_questions_of_code_below_instructions() -> None:
    # Found by the generator: the questions were taken for an appendix of the instructions.
    code = ("       1 int x = 0;", "       2 while (x < 3) {", "       3 x++;", "       4 }")
    outline = read_outline(
        [
            page_of(
                "Instructions:",
                "1. All questions are compulsory.",
                "2. Use of calculators is not allowed.",
                "",
                "1. What is printed by this? [1]",
                *code,
                "2. What is left out in this? [1]",
                *code,
            )
        ]
    )
    assert leaves(outline) == [("1", 1.0), ("2", 1.0)]


def test_read_outline_keeps_tuples_tables_and_listings_out_of_the_tree() -> None:
    outline = read_outline(
        [
            page_of(
                "1. Find the closure of R = {(1, 2); (2; 3); (3; 4)} and of the vector (1, 1,",
                "0) in it.",
                "2. What does it print?",
                "   1 int x = 0;",
                "   2 while (x < 3) {",
                "   3 x++; }",
                "3. Fill in.",
                "   1 T T",
                "   2 T F",
                "   3 F T",
            )
        ]
    )
    assert [question.number for question in outline.questions] == ["1", "2", "3"]


def test_read_outline_shares_a_split_in_the_line_of_the_first_part() -> None:
    outline = read_outline(
        [
            page_of(
                "Question 1: (a) Find its rank. (15+5)",
                "            (b) Find its kernel.",
                "Question 2: (a) Turn it.",
                "            (b) Mirror it. [4+6=10]",
            )
        ]
    )
    assert leaves(outline) == [("1(a)", 15.0), ("1(b)", 5.0), ("2(a)", 4.0), ("2(b)", 6.0)]
    assert [(stem.number, stem.marks) for stem in outline.stems] == [("1", 20.0), ("2", 10.0)]


def test_read_outline_gives_a_scheme_in_an_instruction_to_the_questions_below() -> None:
    outline = read_outline(
        [
            page_of(
                "Note: Attempt all short questions (2*3=6)",
                "1. Define a stack.",
                "2. Define a queue.",
                "Note: Attempt all long questions (2*7=14)",
                "3. Prove it.",
                "4. Disprove it.",
            )
        ]
    )
    assert leaves(outline) == [("1", 3.0), ("2", 3.0), ("3", 7.0), ("4", 7.0)]


def test_read_outline_takes_no_sentence_for_a_choice() -> None:
    outline = read_outline(
        [
            page_of(
                "1. For any three distinct points say whether they",
                "lie on a line, and name the",
                "of",
                "   (a) first [2]",
                "   (b) second [2]",
                "   (c) third [2]",
                "   (d) fourth [2]",
            )
        ]
    )
    assert outline.choices == ()


def test_read_outline_parts_a_unit_whose_neighbours_heading_was_lost() -> None:
    outline = read_outline(
        [
            page_of(
                "Answer one full question from each unit.",
                "UNIT I",
                *("1. Define a stack. [5]", "2. Define a queue. [5]"),
                "UNIT II",
                *("3. Draw a tree. [5]", "4. Draw a heap. [5]"),
                *("5. Prove that it ends. [5]", "6. Prove that it does not. [5]"),
            )
        ]
    )
    assert [choice.group for choice in outline.choices] == [
        "UNIT I: 1-or-2",
        "UNIT II: 3-or-4",
        "UNIT II: 5-or-6",
    ]
    assert outline.scorecard.marks_sum == 15.0


def test_read_outline_knows_options_by_their_company() -> None:
    asked = [
        row
        for number, last in enumerate(("a heap", "none of these", "find it twice"), 1)
        for row in (f"{number}. It is", "  a) a tree", "  b) a list", "  c) a map", f"  d) {last}")
    ]
    outline = read_outline([page_of("Objective type questions", *asked)])
    assert [(question.number, len(question.options)) for question in outline.questions] == [
        ("1", 4),
        ("2", 4),
        ("3", 4),
    ]


def test_read_outline_drops_what_is_stamped_over_the_pages() -> None:
    pages = [
        page_of("1. Define a stack. [2]", "", "2. Define a queue. [3]"),
        page_of("3. Draw a tree. [4]", "", "4. Draw a heap. [5]", number=2),
    ]
    stamps = tuple(
        Word("021147565", x, y, x + 90.0, y + 20.0, 20.0, "Sans")
        for y in (84.0, 300.0)
        for x in (90.0, 290.0, 480.0)
    )
    outline = read_outline([replace(page, words=(*page.words, *stamps)) for page in pages])
    assert leaves(outline) == [("1", 2.0), ("2", 3.0), ("3", 4.0), ("4", 5.0)]
    assert all("021147565" not in question.text for question in outline.questions)
