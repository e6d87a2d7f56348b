"""From pages of words to the tree of questions. Plain Python, deterministic, no Django."""

from exams.outline.assembly import read_outline

__all__ = ["read_outline"]
