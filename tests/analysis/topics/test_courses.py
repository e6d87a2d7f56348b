from analysis.topics import alike_courses, usual_course


def test_alike_courses_share_a_subject_or_name_none() -> None:
    titles = [
        "Core Course - Credit 4",
        "Computer Graphics",
        "Algorithm Analysis and Design",
        "Computer Graphics and Multimedia",
    ]
    assert alike_courses(titles) == (0, 0, 1, 0)


def test_alike_courses_of_nothing_are_none() -> None:
    assert alike_courses([]) == ()
    assert alike_courses(["Wine", "Cheese"]) == (0, 0)


def test_usual_course_is_the_most_frequent_title_that_names_a_subject() -> None:
    assert usual_course(["Mid 2", "Mid 2", "Linear Algebra II", "Linear Algebra"]) == (
        "Linear Algebra"
    )
    assert usual_course(["Wine", "Cheese", "Wine", ""]) == "Wine"
    assert usual_course([]) == ""
