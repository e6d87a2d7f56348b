from analysis.topics import choose_for_paper

TOPICS = ("Deadlocks", "CPU scheduling", "File systems")
STORY = "Four drivers meet at a narrow bridge in the mountains and nobody wants to reverse."


def chosen(questions: list[tuple[str, str]]) -> list[str | None]:
    return [one.topic for one in choose_for_paper(questions, TOPICS, subject="Operating Systems")]


def test_choose_for_paper_part_that_says_nothing_has_the_topic_of_its_story() -> None:
    questions = [
        (STORY, "Which of the four conditions of a deadlock hold here?"),
        (STORY, "Is this a deadlock or starvation, and how does circular wait arise?"),
        (STORY, "Justify your answer."),
    ]
    assert chosen(questions) == ["Deadlocks"] * 3


def test_choose_for_paper_parts_of_a_choice_share_nothing() -> None:
    stem = "Solve any two of the following."
    questions = [(stem, "Explain round robin scheduling."), (stem, "Name your favourite dish.")]
    assert chosen(questions) == ["CPU scheduling", None]


def test_choose_for_paper_parts_that_disagree_lend_nothing() -> None:
    questions = [
        (STORY, "What is a deadlock?"),
        (STORY, "How does an inode find the blocks of a file?"),
        (STORY, "Justify your answer."),
    ]
    assert chosen(questions) == ["Deadlocks", "File systems", None]
