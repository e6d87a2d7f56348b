"""What the generator of papers found wrong once, in its smallest form."""

from exams.outline import read_outline
from tests.exams.outline.languages import SPANISH
from tests.exams.outline.papers import Paper
from tests.exams.outline.printer import Item, Layout
from tests.exams.outline.sheets import page_of


def test_read_outline_of_labels_like_marks_in_a_table_keeps_both_apart() -> None:
    numbers = (Item("Define a stack.", 5), Item("Define a queue.", 6))
    roman = (Item("Explain what follows.", None, numbers), Item("Draw a tree.", 7))
    layout = Layout(("Q{1}.", "{i})", "({1})"), (0.0, 0.0, 0.0), "[{}]", "end", table="Marks")
    paper = Paper("English", layout, ((None, (Item("Answer.", None, roman),)),))
    outline = read_outline(paper.pages())
    assert [(q.number, q.marks) for q in outline.questions] == [
        ("1(i)(1)", 5.0),
        ("1(i)(2)", 6.0),
        ("1(ii)", 7.0),
    ]


def test_read_outline_of_a_mark_alone_at_the_head_of_a_page_is_no_page_number() -> None:
    first = page_of("1. Define a stack. [3]", "2. Prove that a queue is no stack, and say why.")
    rest = page_of("   [10]", "3. Draw a tree. [4]", number=2)
    assert [(q.number, q.marks) for q in read_outline([first, rest]).questions] == [
        ("1", 3.0),
        ("2", 10.0),
        ("3", 4.0),
    ]


def test_read_outline_of_problema_does_not_take_its_last_letter_for_the_label() -> None:
    first, second = SPANISH.tasks[:2]
    outline = read_outline([page_of(f"Problema 1: {first}", f"Problema 2: {second}")])
    assert [(q.number, q.text) for q in outline.questions] == [("1", first), ("2", second)]


def test_read_outline_of_french_instructions_takes_none_for_a_question() -> None:
    page = page_of(
        "Consignes",
        "1. Les calculatrices sont interdites.",
        "2. Aucun document n'est autorisé.",
        "",
        "1. Définir le rang d'une matrice. [4]",
        "2. Démontrer ce théorème. [6]",
    )
    assert [(q.number, q.marks) for q in read_outline([page]).questions] == [("1", 4.0), ("2", 6.0)]


def test_read_outline_of_one_question_a_page_takes_no_label_for_a_header() -> None:
    pages = [
        page_of(f"Aufgabe {n}:", f"Definieren Sie den Begriff {word}. (5 Punkte)", number=n)
        for n, word in ((1, "Stapel"), (2, "Baum"), (3, "Halde"))
    ]
    assert [(q.number, q.marks) for q in read_outline(pages).questions] == [
        ("1", 5.0),
        ("2", 5.0),
        ("3", 5.0),
    ]


def test_read_outline_of_labels_alone_at_the_heads_of_pages_takes_none_for_a_page_number() -> None:
    first = page_of("1)", "   a) Define a stack. [5]", "   b) Draw it at length. [5]")
    second = page_of("2)", "   a) Define a queue. [5]", "   b) Compare both. [5]", number=2)
    numbers = [q.number for q in read_outline([first, second]).questions]
    assert numbers == ["1(a)", "1(b)", "2(a)", "2(b)"]


def test_read_outline_of_a_cover_that_gives_marks_to_each_question_checks_their_sum() -> None:
    rows = ("There are two questions, 4 marks each.", "1. Define a stack.", "2. Define a queue.")
    right, wrong = (read_outline([page_of(f"Maximum Marks: {total}", *rows)]) for total in (8, 20))
    assert [q.marks for q in right.questions] == [4.0, 4.0]
    assert [q.marks for q in wrong.questions] == [None, None]


def test_read_outline_of_marks_within_a_task_takes_the_sum_behind_them() -> None:
    rows = ("1. Say how it behaves [4]? Draw it [4]? How many", "   follow? [4+4+4 = 12 marks]")
    assert [q.marks for q in read_outline([page_of(*rows, "2. Draw it. [10]")]).questions] == [
        12.0,
        10.0,
    ]
