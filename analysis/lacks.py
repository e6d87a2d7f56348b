"""What the model's endpoint cannot do, and what is done instead, in words for staff."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

LACKS = {
    "strict_schemas": _(
        "It does not keep to a form for answers. They are checked here; more may have to be asked"
        " again."
    ),
    "strict_tools": _("It does not keep to a form for tool calls. They are checked here."),
    "parallel_calls": _("It calls one tool at a time, so that an analysis may take more turns."),
    "pictures": _("It sees no pictures. Scanned pages are read by text recognition alone."),
    "counts_tokens": _("It does not count tokens. Tokens and cost are estimated."),
    "reasoning_back": _("It forgets its own reasoning between two tool calls."),
    "effort": _("It cannot be told how hard to think. That setting has no effect."),
}


def lacks_in_words(codes: Iterable[str]) -> list[str]:
    """A sentence for each code that is known."""
    return [str(LACKS[code]) for code in codes if code in LACKS]
