from analysis.schemas import BloomLevel, DifficultyLevel
from analysis.statistics.audit import Audit, Check, Standing, audit
from analysis.statistics.rows import Sitting
from tests.analysis.statistics.papers import ask, sit

LONG = "Prove that the harmonic series diverges although its terms tend to zero"
SYLLABUS = ("Sets", "Maps", "Rings")


def history(papers: int = 4) -> list[Sitting]:
    return [
        sit(
            place,
            ask(10 * place, "Sets", marks=10.0, text=LONG if place == 2 else "", bloom="analyse"),
            ask(10 * place + 1, "Maps", marks=10.0),
            total_marks=20.0,
            duration_minutes=60,
        )
        for place in range(1, papers + 1)
    ]


def draft(*questions: tuple[str, float | None], **fields: object) -> Sitting:
    asked = [ask(-n, topic, marks=marks) for n, (topic, marks) in enumerate(questions, 1)]
    known: dict[str, object] = {"total_marks": 20.0, "duration_minutes": 60, "label": "this draft"}
    return sit(0, *asked, **known | {"year": 2005} | fields)


def named(found: Audit, name: str) -> Check:
    return next(check for check in found.checks if check.name == name)


def test_usual_draft_has_nothing_to_look_at_but_its_sameness() -> None:
    found = audit(
        draft(("Sets", 10.0), ("Maps", 10.0)), history(), syllabus_topics=["Sets", "Maps"]
    )
    assert [check.name for check in found.checks if check.standing is Standing.LOOK] == [
        "To analyse, evaluate or create",
        "Bloom levels",
    ]
    assert named(found, "Sum of marks").text == (
        "The questions to be answered carry 20 of 20 marks."
    )
    assert named(found, "Time per mark").text == ("3 minutes per mark; 3 in the papers before.")
    assert found.papers == 4


def test_marks_that_do_not_add_up_are_found() -> None:
    check = named(audit(draft(("Sets", 10.0), ("Maps", 8.0)), history()), "Sum of marks")
    assert check.standing is Standing.LOOK
    assert check.text == "The questions to be answered carry 18 of 20 marks."
    assert check.questions == (-2, -1)


def test_missing_marks_are_named_and_the_sum_is_not_guessed() -> None:
    found = audit(draft(("Sets", 10.0), ("Maps", None)), history())
    assert named(found, "Marks shown").text == "1 question without printed marks: -2."
    assert named(found, "Sum of marks").standing is Standing.UNKNOWN


def test_near_duplicate_of_a_recent_paper_is_found_with_its_place() -> None:
    paper = sit(0, ask(-1, "Sets", text=LONG), year=2005, label="this draft")
    check = named(audit(paper, history()), "Near-duplicates")
    assert check.text == "Asked nearly word for word before: -1 (in 2002)."
    assert (check.questions, check.earlier) == ((-1,), (20,))


def test_near_duplicate_of_an_old_paper_is_passed_over() -> None:
    paper = sit(0, ask(-1, "Sets", text=LONG), year=2009, label="this draft")
    assert named(audit(paper, history()), "Near-duplicates").earlier == ()


def test_syllabus_and_what_lies_outside_of_it() -> None:
    found = audit(draft(("Sets", 10.0), ("Ovens", 10.0)), history(), syllabus_topics=SYLLABUS)
    assert named(found, "Syllabus").text == (
        "It asks 1 of the 3 topics of the syllabus. The papers before asked 2."
    )
    assert named(found, "Outside the syllabus").text == "Not in the syllabus: Ovens."


def test_one_topic_with_most_marks_is_worth_a_look() -> None:
    check = named(audit(draft(("Sets", 15.0), ("Maps", 5.0)), history()), "Balance of topics")
    assert (check.standing, check.text) == (Standing.LOOK, "Sets carries 75 % of the marks.")


def test_predictability_is_held_against_the_papers_before() -> None:
    papers = [
        sit(place, ask(10 * place, "Sets"), ask(10 * place + 1, f"New {place}"))
        for place in range(1, 7)
    ]
    check = named(audit(draft(("Sets", None), ("Sets", None)), papers), "How predictable it is")
    assert check.standing is Standing.LOOK
    assert check.text == (
        "Our list of 2 topics covers 100 % of the questions; 50 % on average in the papers before."
    )


def test_first_paper_can_be_compared_with_nothing() -> None:
    found = audit(draft(("Sets", 10.0), ("Maps", 10.0)), [])
    unknown = {check.name for check in found.checks if check.standing is Standing.UNKNOWN}
    assert unknown >= {"Time per mark", "Questions", "Near-duplicates", "How predictable it is"}


def test_unread_draft_says_so() -> None:
    assert audit(sit(0), history()).checks[0].text == "No question could be read from this file."


def test_levels_are_compared_with_the_papers_before() -> None:
    paper = sit(
        0,
        *(
            ask(-n, "Sets", bloom=BloomLevel.CREATE, difficulty=DifficultyLevel.HARD)
            for n in (1, 2)
        ),
    )
    check = named(audit(paper, history()), "To analyse, evaluate or create")
    assert check.text == (
        "100 % of the questions; 50 % to 50 % in the papers before. Estimated from the wording."
    )
    assert check.standing is Standing.LOOK
