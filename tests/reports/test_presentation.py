"""The parts of page and PDF that say what came back and what is left out."""

from reports.evidence import find_evidence
from reports.profile.families import Column, Family, repeated, similar
from reports.profile.lines import Line
from reports.profile.presentation import present
from reports.profile.unread import IllegibleQuestions, Unread, leave_out
from tests.reports.documents import UNCLASSIFIED, make_document

DOCUMENT = make_document()
ANALYSIS = DOCUMENT.analysis


def link(key: str) -> str:
    return f"/{key}/"


def test_show_similar_questions_has_wordings_side_by_side_in_order_of_time() -> None:
    (family,) = similar(ANALYSIS, link).shown
    first, last = ANALYSIS.similar[0].wordings

    assert family == Family(
        title=last.text,
        text="Central forces and orbits: 2018 May, 2018 August",
        href="/similar-0/",
        columns=(
            Column("2018 May, question 4(a)", first.text),
            Column("2018 August, question 4(a)", last.text),
        ),
    )
    assert find_evidence(ANALYSIS, "similar-0").question_ids == (first.question, last.question)


def test_show_equal_wordings_once() -> None:
    assert [one.columns for one in repeated(ANALYSIS, link).shown] == [(), ()]
    wordings = ANALYSIS.similar[0].wordings
    changed = ANALYSIS.repeats[0].model_copy(update={"variants": ("a", "b"), "wordings": wordings})
    shown = repeated(ANALYSIS.model_copy(update={"repeats": (changed,)}), link).shown

    assert [len(one.columns) for one in shown] == [2]


def test_show_many_families_says_how_many_are_left() -> None:
    many = ANALYSIS.model_copy(update={"similar": ANALYSIS.similar * 15})

    assert (len(similar(many, link).shown), similar(many, link).left) == (12, 3)


def test_leave_out_says_shares_with_what_proves_them() -> None:
    whole = len(DOCUMENT.questions)

    assert leave_out(DOCUMENT, link) == Unread(
        unclassified=Line(
            "Questions without a topic", f"3 of {whole} questions (3\u00a0%)", "/unclassified/"
        ),
        illegible=Line("Questions not legible", f"2 of {whole + 2} questions (2\u00a0%)", ""),
        illegible_in=(IllegibleQuestions(4, "2019 August", "4(b), 5"),),
        left_out=Line("Papers left out", "2 of 14 papers (14\u00a0%)", ""),
    )
    assert find_evidence(ANALYSIS, "unclassified").question_ids == UNCLASSIFIED


def test_leave_out_of_nothing_says_none() -> None:
    analysis = ANALYSIS.model_copy(update={"unclassified": None})
    plain = DOCUMENT.model_copy(update={"analysis": analysis, "left_out": (), "papers": ()})
    unread = present(plain, link).unread

    assert unread.unclassified is None
    assert (unread.illegible.text, unread.left_out.text) == ("none", "none")
