"""A student's plan: kept with the account, ticked, and followed by a calendar."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from exams.models import Course, Membership, Professor, Topic
from exams.services.topics import rename_topics
from exams.tenancy import institution_scope
from reports.models import KnownTopic, Plan, Profile, ProfileState
from tests.people import People
from tests.reports.rows import publish

AT = "/at/norvale"
ENERGY = "Conservation of energy"


@pytest.fixture
def fenwick(people: People) -> Professor:
    with institution_scope(people.norvale.pk):
        return publish()


def wish(**other: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=7)
    return {"exam_on": f"{day}", "hours_a_day": "1.5", "half": "2", "starts_at": "", **other}


def test_plan_is_kept_with_the_account_of_one_person(
    fenwick: Professor, people: People, browser: Any
) -> None:
    address = f"{AT}/professors/{fenwick.pk}/plan/"
    carol, alice = browser(people.carol), browser(people.alice)
    assert "it is taken to be in two weeks" in carol.get(address).text
    assert carol.post(address, wish()).status_code == 302
    page = carol.get(address).text
    assert 'name="hours_a_day" value="1.5"' in page
    assert "7 days until the exam on" in page
    home = carol.get(f"{AT}/").text
    assert "Your exams" in home
    assert "in 7 days" in home
    assert "Your exams" not in alice.get(f"{AT}/").text
    assert page.count(" h)") >= 7
    assert "it is taken to be in two weeks" in alice.get(address).text
    today = f"{timezone.localdate()}"
    for wrong in ({"exam_on": "2020-01-01"}, {"exam_on": today}):
        refused = carol.post(address, wish(**wrong)).text
        assert "Give a day from tomorrow on, at most 120 days ahead." in refused
    for hours in ("0", "500"):
        assert "Ensure this value is" in carol.post(address, wish(hours_a_day=hours)).text


def test_ticks_leave_topics_out_for_good_and_follow_a_new_name(
    fenwick: Professor, people: People, browser: Any
) -> None:
    address = f"{AT}/professors/{fenwick.pk}/plan/"
    carol = browser(people.carol)
    button = f'name="known" value="{ENERGY}"'
    assert button in carol.get(address).text
    assert carol.post(f"{address}topics/", {"known": ENERGY}).status_code == 302
    carol.post(f"{address}topics/", {"known": ENERGY})
    with institution_scope(people.norvale.pk):
        assert [one.topic.name for one in KnownTopic.objects.all()] == [ENERGY]
        Profile.objects.update(published_at=timezone.now())  # a new version
        rename_topics(Topic.objects.filter(name=ENERGY), "Energy")
    page = carol.get(address).text
    assert button not in page
    assert f'name="unknown" value="{ENERGY}"' in page
    assert button in browser(people.bob).get(address).text
    carol.post(f"{address}topics/", {"unknown": ENERGY})
    assert button in carol.get(address).text
    said = carol.post(f"{address}topics/", {"known": "Astrology"}, follow=True).text
    assert "There is no such topic any more." in said


def feed_of(client: Any, professor: Professor, act: str = "open") -> str:
    """The address of the calendar after pressing a button; empty where there is none."""
    address = f"{AT}/professors/{professor.pk}/plan/"
    client.post(f"{address}calendar/", {"act": act})
    plan = client.get(address).text
    return str(plan.split('<a href="http://testserver')[1].split('"')[0]) if ".ics" in plan else ""


def test_calendar_has_the_exam_and_the_hours_under_lasting_names(
    fenwick: Professor, people: People, browser: Any
) -> None:
    carol, program = browser(people.carol), browser(None)
    carol.post(f"{AT}/professors/{fenwick.pk}/plan/", wish())
    address = feed_of(carol, fenwick)
    response = program.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == (
        "private, no-cache",
        "noindex, nofollow",
    )
    exam, *sessions = Calendar.from_ical(response.content).walk("VEVENT")
    today = timezone.localdate()
    assert (exam["SUMMARY"], exam.decoded("DTSTART")) == (
        "Exam: Dr. Ada Fenwick",
        today + timedelta(days=7),
    )
    days = [one.decoded("DTSTART") for one in sessions]
    assert (min(days), max(days)) == (today, today + timedelta(days=6))
    hours = [float(str(one["SUMMARY"]).rpartition("(")[2].split()[0]) for one in sessions]
    assert sum(hours) == 10.5
    assert all(str(one["URL"]).endswith(f"{AT}/professors/{fenwick.pk}/plan/") for one in sessions)
    names = {one["UID"] for one in (exam, *sessions)}
    assert len(names) == 1 + len(sessions)
    assert program.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    # Timed and changed: the same names, and the old answer does not hold.
    carol.post(f"{AT}/professors/{fenwick.pk}/plan/", wish(starts_at="18:30"))
    again = program.get(address, headers={"If-None-Match": response["ETag"]})
    exam, first, *rest = Calendar.from_ical(again.content).walk("VEVENT")
    assert first.decoded("DTSTART") == datetime.combine(today, datetime.min.time()).replace(
        hour=18, minute=30
    )
    assert {one["UID"] for one in (exam, first, *rest)} == names


def test_calendar_ends_with_its_address_its_membership_and_what_may_be_read(
    fenwick: Professor, people: People, browser: Any
) -> None:
    carol, program = browser(people.carol), browser(None)
    first = feed_of(carol, fenwick)
    second = feed_of(carol, fenwick)
    token = second.rpartition("/")[2]
    assert len(token.rpartition(":")[2].removesuffix(".ics")) == 43  # 256 bits
    assert program.get(first).status_code == 404
    assert program.get(second).status_code == 200
    assert program.get(f"/at/elsewhere/calendar/{token}").status_code == 404
    assert program.get(f"{AT}/calendar/made-up.ics").status_code == 404
    with institution_scope(people.norvale.pk):
        Profile.objects.update(state=ProfileState.DRAFT)
    assert len(Calendar.from_ical(program.get(second).content).walk("VEVENT")) == 1  # the exam
    with institution_scope(people.norvale.pk):
        Membership.objects.filter(user=people.carol).delete()
    assert program.get(second).status_code == 404
    with institution_scope(people.norvale.pk):
        Membership.objects.create(user=people.carol)
        Profile.objects.update(state=ProfileState.PUBLISHED)
    assert feed_of(carol, fenwick, "close") == ""
    assert program.get(second).status_code == 404


def test_plan_whose_day_has_come_says_so(fenwick: Professor, people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        Course.objects.get()
        Plan.objects.create(
            user=people.carol,
            professor=fenwick,
            exam_on=date(2026, 3, 2),
            begun_on=date(2026, 2, 20),
        )
    address = f"{AT}/professors/{fenwick.pk}/plan/"
    page = browser(people.carol).get(address).text
    assert "The exam was on 2 Mar 2026. Give the day of the next one." in page
    with institution_scope(people.norvale.pk):
        Plan.objects.update(exam_on=timezone.localdate())
    assert "The exam is today: no day is left to plan." in browser(people.carol).get(address).text
