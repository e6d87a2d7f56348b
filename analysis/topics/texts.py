"""What topics are induced from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """The words of one paper; a question's text comes with its stem's."""

    title: str
    sections: tuple[str, ...]
    questions: tuple[str, ...]
