"""What can be wrong with what people gave us; the words are for them."""

from django.http import Http404


class PaperRejected(Exception):
    """A file that is not taken in; nothing was stored. `code` is for programs."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class DuplicatePaper(PaperRejected):
    """The very same file is here already, as `paper_id`."""

    def __init__(self, paper_id: int, words: str) -> None:
        super().__init__("duplicate", words)
        self.paper_id = paper_id


class SyllabusRejected(PaperRejected):
    """A syllabus that is not kept; nothing was stored."""


class NotFound(Http404):
    """No such object for this person: missing and foreign look the same, a 404."""
