"""From a profile to the search: the same questions under filters that can be changed there."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from analysis.enums import level_name
from analysis.models import Question
from analysis.statistics.counting import topic_key
from analysis.statistics.results import Analysis, Share
from reports.evidence import NOW

Filters = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class SearchLink:
    """What is looked for, in words, and where."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """The levels of one mix."""

    name: str
    links: tuple[SearchLink, ...]


def mix_searches(analysis: Analysis, professor_id: int) -> tuple[SearchGroup, ...]:
    """A search for each level of each mix that has questions."""
    groups = (
        (_("Difficulty"), "difficulty", analysis.difficulty),
        (_("Bloom level"), "bloom", analysis.bloom),
    )
    found = [
        SearchGroup(name, tuple(_level(one, field, professor_id) for one in shares if one.count))
        for name, field, shares in groups
    ]
    if analysis.derivations.count:
        derived = SearchLink(_("asked for"), search_address(professor_id, {"derivation": "true"}))
        found.append(SearchGroup(_("Derivation"), (derived,)))
    return tuple(group for group in found if group.links)


def _level(share: Share, field: str, professor_id: int) -> SearchLink:
    href = search_address(professor_id, {field: share.level})
    return SearchLink(f"{level_name(share.level)} ({share.count})", href)


def search_address(professor_id: int, filters: Filters) -> str:
    """The search for questions of a professor's papers with these filters."""
    return f"{reverse('questions')}?{urlencode({'professor': professor_id, **filters})}"


def search_of_evidence(
    key: str, analysis: Analysis, professor_id: int, questions: list[Question]
) -> str:
    """The search that comes nearest to the evidence under `key`; `questions` are that evidence."""
    bare = key.removeprefix(NOW)
    level = re.fullmatch(r"(difficulty|bloom)-(\w+)", bare)
    if level:
        return search_address(professor_id, {level[1]: level[2]})
    if bare == "derivations":
        return search_address(professor_id, {"derivation": "true"})
    filters: Filters = {}
    place = re.fullmatch(r"(?:topic|cell)-(\d+)(?:-\d+)?", bare)
    topics = analysis.current.topics if key != bare and analysis.current else analysis.topics
    if place and int(place[1]) < len(topics):
        wanted = topic_key(topics[int(place[1])].topic)
        named = (one.topic for one in questions if one.topic)
        filters = next(
            ({"topic": one.pk} for one in named if topic_key(one.name) == wanted), filters
        )
        if bare.startswith("cell"):
            years = {one.paper.year for one in questions if one.paper.year}
            filters |= {"first_year": min(years), "last_year": max(years)} if years else {}
    return search_address(professor_id, filters)
