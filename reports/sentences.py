"""The forms of English sentences about what is published that are said on pages."""

from exams.said import fixed, form

SENTENCES = (
    form("Made without a language model, by {said_engine}."),
    form("Questions labelled by {said_engine}; all numbers computed from the papers."),
    form("{sample} is not released itself."),
    form("{n} objections wait for an answer already. The office will answer them."),
    form(
        "More than {n} questions do not fit into one .{suffix} file. "
        "Choose a course, a topic or some years."
    ),
    *fixed(
        "rules and statistics",
        "Say from which day on students may see it.",
        "Say why it is kept back.",
        "A paper cannot be the sample in its own place.",
        "Say why the profile is withdrawn.",
        "Taken back by the professor.",
        "Say why it is upheld or rejected.",
        "It has been answered already.",
    ),
)
