"""Sentences that code made, in the reader's language."""

from collections.abc import Mapping

from django import template

from exams.said import said as say_again

register = template.Library()


@register.filter
def said(text: object) -> str:
    """A sentence of code, such as a reason or a finding, in the reader's language."""
    return say_again(str(text)) if text else ""


@register.filter
def at(found: Mapping[object, object], key: object) -> object:
    """What a mapping has under a key; nothing where there is none."""
    return found.get(key) if found else None


@register.filter
def counted(amount: float) -> int:
    """A number for a plural: 1, or 2 for all others; plurals are made for whole numbers."""
    return 1 if amount == 1 else 2
