"""Sentences that code made, in the reader's language."""

from django import template

from exams.said import said as say_again

register = template.Library()


@register.filter
def said(text: object) -> str:
    """A sentence of code, such as a reason or a finding, in the reader's language."""
    return say_again(str(text)) if text else ""
