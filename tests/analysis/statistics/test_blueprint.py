from analysis.statistics import analyse
from analysis.statistics.blueprint import blueprint, paper_marks
from analysis.statistics.findings import findings
from analysis.statistics.results import FixedPlace, SectionPlan, Span
from analysis.statistics.rows import Sitting
from tests.analysis.statistics.papers import ask, sit


def usual(paper: int, *, topic: str = "SQL", parts: int = 2) -> Sitting:
    """Section A with one question, section B with a choice; 30 marks in 60 minutes."""
    first = 10 * paper
    return sit(
        paper,
        ask(first, "Theory", stem="1", section="A", marks=10.0, command="Explain"),
        *(
            ask(first + n, topic, stem="2", section="B", marks=20 / parts, command="Write")
            for n in range(1, parts + 1)
        ),
        ask(first + 9, "Theory", stem="3", section="B", marks=20.0, weight=0.0),
        total_marks=30.0,
        duration_minutes=60,
    )


def test_plan_equal_papers_gives_their_shape() -> None:
    shape = blueprint([usual(1), usual(2), usual(3)])

    assert (shape.total_marks, shape.duration_minutes, shape.minutes_per_mark) == (30.0, 60, 2.0)
    assert (shape.questions, shape.top_level, shape.with_choice) == (4.0, 3.0, 3)
    assert shape.stability == 1.0
    assert shape.questions_span == Span(low=4.0, middle=4.0, high=4.0)
    assert shape.choice_evidence == (19, 29, 39)
    assert [(share.level, share.count) for share in shape.commands] == [
        ("write", 6),
        ("explain", 3),
    ]
    assert shape.sections == (
        SectionPlan(label="A", questions=1, marks=10.0, papers=3, evidence=(10, 20, 30)),
        SectionPlan(
            label="B",
            questions=2,
            marks=20.0,
            papers=3,
            evidence=(11, 12, 19, 21, 22, 29, 31, 32, 39),
        ),
    )


def test_plan_changed_paper_is_less_stable() -> None:
    changed = blueprint([usual(1), usual(2, parts=5)])

    assert changed.stability is not None
    # Top level, marks, minutes and format agree; of the leaves there are 4 and 7.
    assert abs(changed.stability - (4 + 4 / 7) / 5) < 1e-9


def test_place_task_that_stays_is_named_with_its_papers() -> None:
    papers = [usual(1), usual(2), usual(3), usual(4, topic="Indexes")]
    sql, theory = [
        place for place in blueprint(papers).fixed_places if place.number in {"B 2", "A 1"}
    ][::-1]

    assert theory.papers == 4
    assert sql == FixedPlace(
        number="B 2",
        topic="SQL",
        papers=3,
        of_papers=4,
        marks=20.0,
        evidence=(11, 12, 21, 22, 31, 32),
    )


def test_place_two_papers_are_too_few() -> None:
    assert blueprint([usual(1), usual(2)]).fixed_places == ()


def test_sum_marks_without_printed_total_needs_all_marks() -> None:
    assert paper_marks(sit(1, ask(1, marks=4.0), ask(2, marks=6.0, weight=0.5))) == 7.0
    assert paper_marks(sit(1, ask(1, marks=4.0), ask(2))) is None


def test_plan_no_papers_is_empty() -> None:
    shape = blueprint([sit(1, total_marks=10.0)])

    assert shape.model_dump() == {
        "total_marks": None,
        "duration_minutes": None,
        "minutes_per_mark": None,
        "questions": 0.0,
        "top_level": 0.0,
        "with_choice": 0,
        "sections": (),
        "commands": (),
        "stability": None,
        "fixed_places": (),
        "questions_span": None,
        "marks_span": None,
        "evidence": (),
        "choice_evidence": (),
    }


def test_find_blueprint_says_it_in_sentences() -> None:
    found = findings(analyse("Ada", [usual(1), usual(2), usual(3)]))
    titles = {finding.key: finding.title for finding in found}

    assert titles["blueprint"] == "A usual paper has 3 questions with 4 parts and 30 marks."
    assert titles["choice"] == "3 papers let the student choose between questions."
    assert titles["section:b"] == (
        "Section B is in 3 papers and usually has 2 questions for 20 marks."
    )
    assert titles["fixed-place:b-2:sql"] == "Question B 2 is on SQL in 3 of 3 papers."
    assert titles["command:write"] == "50 % of the questions (6) have the instruction write."
    assert titles["safe-zone:theory"] == "Expect it: Theory is in 3 of 3 papers."
    assert titles["topic:theory"] == "Theory is in 3 of 3 papers and carries 33 % of the marks."
    assert titles["bloom:apply"] == "100 % of the questions (12) have the Bloom level apply."
