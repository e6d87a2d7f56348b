import pytest

from analysis.topics.lexicon import TermIndex, name_match, named_subjects, subjects
from analysis.topics.words import stems_of


def test_subjects_have_topics_with_terms_and_names_of_their_own() -> None:
    known = subjects()
    assert len({subject.name for subject in known}) == len(known)
    for subject in known:
        names = [topic.name for topic in subject.topics]
        assert len(set(names)) == len(names) >= 3
        assert all(len(topic.terms) >= 2 for topic in subject.topics)


@pytest.mark.parametrize(
    ("course", "subject"),
    [
        ("Introduction to Linear Algebra", "Linear algebra"),
        ("CS301 Operating Systems", "Operating systems"),
        ("Advanced Control Engineering II", "Control systems"),
        ("Programming in C", "Programming"),
    ],
)
def test_named_subjects_of_a_course_holds_its_subject(course: str, subject: str) -> None:
    assert subject in named_subjects(course, "en")


def test_name_match_of_another_course_is_nought() -> None:
    linear = next(subject for subject in subjects() if subject.name == "Linear algebra")
    assert name_match(linear, "Organic Chemistry") == 0


def test_evidence_gives_words_to_the_longest_term_alone() -> None:
    index = TermIndex([{("search",): 1.0}, {stems_of("binary search tree"): 2.2}])
    assert index.evidence(stems_of("Insert into the binary search trees.")) == {1: 2.2}


def test_evidence_of_a_shared_term_is_divided() -> None:
    index = TermIndex([{("graph",): 1.0}, {("graph",): 1.0}])
    assert index.evidence(("graph",)) == pytest.approx({0: 2**-0.8, 1: 2**-0.8})
