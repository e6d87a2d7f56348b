import pytest

from analysis.statistics.results import CoverageStanding
from reports.evidence import find_evidence, list_evidence
from reports.profile.lines import Fact, Line
from reports.profile.presentation import present
from reports.profile.summary import FirstTopic, Remark, glance, judge_trust, say_tested, study_first
from tests.reports.documents import make_document

DOCUMENT = make_document()
ANALYSIS = DOCUMENT.analysis


def link(key: str) -> str:
    return f"/{key}/"


def test_study_first_names_the_likeliest_with_the_reason() -> None:
    first = study_first(ANALYSIS, link)
    assert [one.topic for one in first] == [
        "Rotating rigid bodies",
        "Conservation of energy",
        "Damped oscillations",
    ]
    assert first[1] == FirstTopic(
        topic="Conservation of energy",
        why="In 11 of 12 papers; 86\u00a0% likely next time (66\u00a0% to 98\u00a0%). "
        "Worth about 11 marks.",
        href="/forecast-1/",
    )


@pytest.mark.parametrize(
    ("confidence", "tone", "words"),
    [(0.75, "good", "Quite sure"), (0.5, "warn", "Fairly sure"), (0.49, "bad", "Not very sure")],
)
def test_judge_trust_puts_confidence_in_words(confidence: float, tone: str, words: str) -> None:
    trust = judge_trust(confidence)
    assert (trust.tone, trust.words) == (tone, words)


@pytest.mark.parametrize(
    ("precision", "papers", "beats", "words"),
    [
        (0.47, 9, False, "no better than chance: do not rely on this list."),
        (0.86, 2, False, "too few to tell whether it beats counting."),
        (0.86, 9, True, "better than counting."),
        (0.86, 9, False, "no better than counting: read this list as a count."),
    ],
)
def test_say_tested_says_plainly_when_nothing_is_gained(
    precision: float, papers: int, words: str, *, beats: bool
) -> None:
    tested = ANALYSIS.backtest
    assert tested is not None
    own, *others = tested.scores
    scores = (own.model_copy(update={"precision": precision}), *others)
    changed = {"scores": scores, "papers_tested": papers, "beats_count": beats}
    said = say_tested(tested.model_copy(update=changed))
    assert said.endswith(words)
    assert str(papers) in said
    assert say_tested(None) == "Too few papers to test the forecast."


def test_evidence_has_every_link_that_a_profile_shows() -> None:
    asked: list[str] = []

    def remember(key: str) -> str:
        asked.append(key)
        return key

    present(DOCUMENT, remember)
    known = {found.key for found in list_evidence(ANALYSIS)}
    assert set(asked) <= known


def test_evidence_of_a_cell_is_the_questions_of_that_sitting() -> None:
    found = find_evidence(ANALYSIS, "cell-4-6")
    assert found.title == "Lagrangian mechanics in 2021 May"
    assert found.question_ids == ANALYSIS.topics[4].cells[6].evidence


def test_evidence_of_an_unknown_key_is_a_lookup_error() -> None:
    with pytest.raises(LookupError, match="no finding named 'topic-99'"):
        find_evidence(ANALYSIS, "topic-99")


def test_presentation_tells_shape_repeats_and_gaps_in_words() -> None:
    shown = present(DOCUMENT, link)
    assert shown.shape == (
        Fact("Total", "100", "marks", "/blueprint/"),
        Fact("Questions", "5", "9 parts", "/blueprint/"),
        Fact("Time", "180", "minutes", "/blueprint/"),
        Fact("Per mark", "1.8", "minutes", "/blueprint/"),
        Fact("With a choice", "10", "papers", "/choice/"),
        Fact("Same shape each time", "83\u00a0%", "", "/blueprint/"),
    )
    assert shown.facts[1] == Fact("Years", "2018–2023")
    assert shown.coverage[2] == Line("Non-inertial frames", "never asked in these papers", "")
    assert shown.repeats.shown[1].text == "2018 May, 2019 May; alike to 93\u00a0%"
    assert shown.danger == (
        Line(
            "Coupled oscillators and normal modes",
            "2 papers (17\u00a0%), about 14 marks when asked",
            "/danger-0/",
        ),
    )
    assert shown.fixed == (
        Line(
            "Question 1: Rotating rigid bodies", "in 11 of 12 papers, about 16 marks", "/fixed-0/"
        ),
    )


def test_glance_says_only_what_stands_out() -> None:
    assert glance(ANALYSIS) == (
        Remark(
            "The usual paper",
            "5 questions with 9 parts, 100 marks in all. 10 papers left a choice.",
            "shape",
        ),
        Remark("Rare, but heavy", "Coupled oscillators and normal modes.", "topics"),
        Remark("Asked again", "2 questions came back in other papers, nearly unchanged.", "again"),
        Remark("Asked alike", "1 idea came in several papers in other words or numbers.", "alike"),
        Remark("Never asked", "Non-inertial frames.", "covered"),
    )


def test_glance_of_a_long_list_says_how_much_more_there_is() -> None:
    never = tuple(ANALYSIS.coverage[2].model_copy(update={"topic": f"T{n}"}) for n in range(7))
    said = glance(ANALYSIS.model_copy(update={"coverage": never}))[-1]
    assert said == Remark("Never asked", "T0, T1, T2, T3, T4 and 2 more.", "covered")


def test_presentation_names_a_few_courses_and_counts_the_rest() -> None:
    many = DOCUMENT.model_copy(update={"courses": ("A", "B", "C", "D", "E")})
    assert present(many, link).courses == "A · B · C and 2 more"


def test_presentation_tells_topics_outside_and_no_longer_in_the_syllabus() -> None:
    item = ANALYSIS.coverage[0]
    analysis = ANALYSIS.model_copy(
        update={
            "coverage": (item.model_copy(update={"standing": CoverageStanding.NO_LONGER}),),
            "outside_syllabus": (item.model_copy(update={"standing": CoverageStanding.OUTSIDE}),),
        }
    )
    shown = present(DOCUMENT.model_copy(update={"analysis": analysis}), link)
    assert shown.coverage == (
        Line("Rotating rigid bodies", "12 papers, but not since 2023 August", "/coverage-0/"),
        Line(
            "Rotating rigid bodies",
            "12 papers, though the syllabus does not have it",
            "/outside-0/",
        ),
    )


def test_presentation_leaves_out_long_lists_and_rare_command_words() -> None:
    once = ANALYSIS.blueprint.commands[0].model_copy(update={"level": "once", "count": 1})
    blueprint = ANALYSIS.blueprint.model_copy(
        update={"commands": (once, *ANALYSIS.blueprint.commands)}
    )
    analysis = ANALYSIS.model_copy(update={"repeats": ANALYSIS.repeats * 8, "blueprint": blueprint})
    shown = present(DOCUMENT.model_copy(update={"analysis": analysis}), link)
    assert (len(shown.repeats.shown), shown.repeats.left) == (12, 4)
    assert [bar.label for bar in shown.commands.bars][:2] == ["calculate", "derive"]
