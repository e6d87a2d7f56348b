"""Messages in templates, and words that somebody forgot to mark."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.template import Node, NodeList, Template, engines
from django.template.base import TextNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from profiler_site.translations.messages import Message

# A default in words is shown like any other text, and no tag translates it.
DEFAULT = re.compile(r'\|(?:default|default_if_none|yesno):"([^"]*)"')
HOLE = " "  # where a template puts something in: it parts attributes, too
WORD = re.compile(r"[^\W\d_]{2,}")
SAID_ALOUD = ("aria-label", "title", "alt", "placeholder")
NOT_READ = {"script", "style", "code", "pre"}
# Names and units that are the same in every language.
NAMES = {"PDF", "API", "CSV", "ZIP", "Professor", "Profiler", "Deutsch", "English"}
NAMES |= {"colM"}  # a class that the admin takes from a block


def load(path: Path) -> Template:
    """A template of the project, parsed."""
    name = str(path.relative_to(settings.BASE_DIR / "templates"))
    template: Template = engines["django"].get_template(name).template  # type: ignore[attr-defined]  # of Django's own engine
    return template


def messages_of(template: Template) -> Iterator[Message]:
    """Every message of a template, as its tags ask for it."""
    for node in template.nodelist.get_nodes_by_type(Node):
        context = _literal(getattr(node, "message_context", None))
        if isinstance(node, TranslateNode):
            text = _literal(node.filter_expression)
            yield Message(text.replace("%", "%%"), context=context)
        elif isinstance(node, BlockTranslateNode):
            text, _ = node.render_token_list(node.singular)
            plural = node.render_token_list(node.plural)[0] if node.plural else ""
            yield Message(text, plural, context)


def _literal(expression: object) -> str:
    return str(getattr(getattr(expression, "var", None), "literal", "") or "")


def bare_words(template: Template) -> list[str]:
    """Texts and spoken attributes of a template that no tag translates."""
    reader = _Reader()
    reader.feed("".join(_flat(template.nodelist)))
    reader.close()
    reader.found += DEFAULT.findall(template.source)
    return [text for text in reader.found if set(WORD.findall(text)) - NAMES]


def _flat(nodes: NodeList) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, TextNode):
            yield node.s
            continue
        yield HOLE
        for name in node.child_nodelists:
            yield from _flat(getattr(node, name, None) or NodeList())


class _Reader(HTMLParser):
    """Collects what is read aloud or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SAID_ALOUD and value]
        if tag in NOT_READ:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.found.append(data.strip())
