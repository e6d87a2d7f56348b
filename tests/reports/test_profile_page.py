"""A profile is drawn once; what is kept outlives neither the profile nor anybody's right to it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from exams.tenancy import institution_scope
from reports.models import Profile
from reports.profile.presentation import present
from tests.people import People
from tests.reports.rows import publish


def test_drawn_profile_is_kept_until_it_is_published_again(
    people: People, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with institution_scope(people.norvale.pk):
        address = f"/at/norvale/professors/{publish().pk}/"
    drawn = []

    def drawing(*given: Any) -> Any:
        drawn.append(given)
        return present(*given)

    monkeypatch.setattr("reports.views.profile_page.present", drawing)

    def opened(who: Any, language: str = "en", query: str = "") -> tuple[int, bool, bool, int]:
        """Status, whether it is for staff, whether in German; how often a profile was drawn."""
        page = browser(who).get(address + query, headers={"accept-language": language})
        own = page.text.partition('id="main"')[2]
        return page.status_code, "Analyse again" in own, "Prognose" in own, len(drawn)

    assert opened(people.carol) == (200, False, False, 1)
    assert opened(people.carol) == (200, False, False, 1)
    assert opened(people.bob) == (200, True, False, 2)
    assert opened(people.carol) == (200, False, False, 2)
    assert opened(people.carol, query="?papers=now") == (200, False, False, 3)
    with institution_scope(people.norvale.pk):
        Profile.objects.update(published_at=F("published_at") + timedelta(seconds=1))
    assert opened(people.carol) == (200, False, False, 4)
    assert opened(people.carol, language="de")[::2] == (200, True)
    with institution_scope(people.norvale.pk):
        Profile.objects.update(state="withdrawn")
    assert opened(people.carol)[::3] == (404, 5)
    assert opened(people.bob)[::3] == (200, 6)
