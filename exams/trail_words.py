"""What a line of the trail says, in the reader's language.

A line keeps what was done as a code with values, and people in it as numbers, so that a name is
gone with its account. Each app says in its `ready` how its codes are put in words.
"""

from collections.abc import Callable, Iterable, Mapping

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exams.enums import Role
from exams.names import FIELDS

type Words = tuple[str, str]  # what it is about, and what was done to it
type Wording = Callable[..., Words]  # of a line's `about` and values
_wordings: dict[str, Wording] = {}


def register_wordings(wordings: Mapping[str, Wording]) -> None:
    """Make codes known, each with what says it."""
    _wordings.update(wordings)


def wording_of(code: str) -> Wording | None:
    """What says a code; None for one that is not known."""
    return _wordings.get(code)


def _kind(label: str) -> str:
    model = apps.get_model(label)
    return capfirst(str(model._meta.verbose_name))


def _named(about: str, kind: str, member: str = "") -> str:
    return f"{_kind(kind)} {member or about}"


def _added(about: str, kind: str, **member: str) -> Words:
    return _named(about, kind, **member), _("added")


def _changed(about: str, kind: str, fields: Iterable[str], **member: str) -> Words:
    """The fields as forms call them."""
    names = ", ".join(str(FIELDS.get(name, name)) for name in fields)
    return _named(about, kind, **member), names


def _deleted(about: str, kind: str, **member: str) -> Words:
    return _named(about, kind, **member), _("deleted")


def _revoked(about: str, kind: str) -> Words:
    return _named(about, kind), _("revoked")


def _filed(about: str, professor: str) -> Words:
    return about, professor


def _topics_named(about: str, names: Iterable[str], name: str) -> Words:
    words = _("{names}: counted as “{name}”")
    return about, words.format(names=", ".join(names), name=name)


def _topic_parted(about: str, names: Iterable[str], name: str) -> Words:
    words = _("{names}: no longer counted as “{name}”")
    return about, words.format(names=", ".join(names), name=name)


def _topic_added(about: str, name: str) -> Words:
    return about, _("{name}: added to the topics").format(name=name)


def _topic_dropped(about: str, name: str) -> Words:
    return about, _("{name}: taken out of the topics").format(name=name)


def _invited(about: str, invitation: str, role: str) -> Words:
    return _("Invitation of {name}").format(name=invitation), str(Role(role).label)


def _uninvited(about: str, invitation: str) -> Words:
    return _("Invitation of {name}").format(name=invitation), _("withdrawn")


def _joined(about: str, member: str, role: str, invitation: str) -> Words:
    words = _("{name} joined as {role}")
    said = _("invited as {name}")
    return words.format(name=member, role=Role(role).label), said.format(name=invitation)


def _looks(about: str) -> Words:
    return _("Name, logo and colours"), ""


WORDINGS: dict[str, Wording] = {
    "added": _added,
    "changed": _changed,
    "deleted": _deleted,
    "revoked": _revoked,
    "filed": _filed,
    "topics_named": _topics_named,
    "topic_parted": _topic_parted,
    "topic_added": _topic_added,
    "topic_dropped": _topic_dropped,
    "invited": _invited,
    "uninvited": _uninvited,
    "joined": _joined,
    "looks": _looks,
}
