"""What topics are induced from."""

from dataclasses import dataclass
from itertools import zip_longest


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """The words of one paper; a question's text begins with its stem's.

    `stems`, where given, are those beginnings in the order of the questions: what twelve parts
    share was said once, not twelve times.
    """

    title: str
    sections: tuple[str, ...]
    questions: tuple[str, ...]
    stems: tuple[str, ...] = ()

    def said_once(self) -> tuple[str, ...]:
        """The questions, each stem with its first part only; some may be left without words."""
        known = {""}
        texts = []
        for question, stem in zip_longest(self.questions, self.stems, fillvalue=""):
            bare = question.removeprefix(stem) if stem in known else question
            texts.append(bare)
            known.add(stem)
        return tuple(texts)

    def groups(self) -> tuple[int, ...]:
        """For each question a number that those of one stem share."""
        first: dict[str, int] = {}
        pairs = zip_longest(self.questions, self.stems, fillvalue="")
        return tuple(
            first.setdefault(stem, place) if stem else place
            for place, (_, stem) in enumerate(pairs)
        )
