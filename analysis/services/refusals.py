"""Requests that are not taken on."""


class JobRefused(Exception):
    """A request for an analysis that cannot be met; `code` is for programs."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code
