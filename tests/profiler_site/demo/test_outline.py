"""The expected outline of a sample paper."""

from profiler_site.demo.outline import sample_outline
from profiler_site.demo.papers import sample_papers


def outline_of(file_name: str) -> dict[str, object]:
    paper = next(paper for paper in sample_papers() if paper.file_name == file_name)
    return dict(sample_outline(paper))


def test_outline_has_cover_facts_and_printed_sums() -> None:
    outline = outline_of("MA204-2023-winter.pdf")
    questions = outline.pop("questions")
    assert outline == {
        "total_marks": 80,
        "year": 2023,
        "subject": "Linear Algebra",
        "professor": "Prof. Ilse Thornquist",
        "parents": [
            {"number": "1", "marks": 14},
            {"number": "2", "marks": 16},
            {"number": "3", "marks": 14},
            {"number": "4", "marks": 16},
            {"number": "5", "marks": 20},
        ],
    }
    assert isinstance(questions, list)
    assert questions[1] == {
        "number": "1.2",
        "marks": 6,
        "choice_group": None,
        "text_start": "Prove that eigenvectors to pairwise different eigenvalues ar",
    }


def test_outline_names_alternatives_and_prints_no_sums_in_the_table() -> None:
    outline = outline_of("PH110-2018-winter.pdf")
    questions = outline["questions"]
    assert isinstance(questions, list)
    assert [(q["number"], q["marks"], q["choice_group"]) for q in questions] == [
        *((f"1({letter})", 2, None) for letter in "abcde"),
        ("2(a)", 10, "2-or-3"),
        ("2(b)", 10, "2-or-3"),
        ("3(a)", 10, "2-or-3"),
        ("3(b)", 10, "2-or-3"),
        ("4(a)", 12, "4-or-5"),
        ("4(b)", 8, "4-or-5"),
        ("5(a)", 12, "4-or-5"),
        ("5(b)", 8, "4-or-5"),
    ]
    assert outline["parents"] == []
