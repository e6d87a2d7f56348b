"""Taking away what a search found: as whom, in which form, and how much of it."""

import csv
import io
import zipfile
from typing import Any

import pytest

from exams.models import Professor
from exams.tenancy import institution_scope
from reports.exports import files
from tests.people import People
from tests.reports.rows import publish

AT = "/at/norvale"


@pytest.fixture
def fenwick(people: People) -> Professor:
    with institution_scope(people.norvale.pk):
        return publish(3)


def rows_of(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_csv_holds_what_the_search_finds(fenwick: Professor, people: People, browser: Any) -> None:
    client = browser(people.carol)
    whole = client.get(f"{AT}/questions/download.csv", {"professor": fenwick.pk})
    assert whole["Content-Disposition"] == (
        'attachment; filename="exam-questions-dr-ada-fenwick.csv"'
    )
    found = rows_of(client.get(f"{AT}/questions/download.csv", {"words": "flywheel"}))
    assert {row["Topic"] for row in found} == {"Rotating rigid bodies"}
    assert 0 < len(found) < len(rows_of(whole))
    assert found[0]["Address"].startswith(f"http://testserver{AT}/questions/")
    keys = [row["Key"] for row in rows_of(whole)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "apkg", "xml"])
def test_every_form_is_offered_and_can_be_had(
    suffix: str, fenwick: Professor, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    page = client.get(f"{AT}/questions/", {"words": "flywheel"}).text
    address = f"{AT}/questions/download.{suffix}?words=flywheel"
    assert f'href="{address}"' in page
    response = client.get(address)
    assert response.status_code == 200
    assert len(response.content) > 1000


def test_cards_carry_pictures_of_the_printed_place(
    fenwick: Professor, people: People, browser: Any
) -> None:
    response = browser(people.carol).get(f"{AT}/questions/download.apkg", {"words": "flywheel"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as deck:
        pictures = [deck.read(name) for name in deck.namelist() if name.isdecimal()]
    assert len(pictures) == 6
    assert all(picture.startswith(b"\xff\xd8\xff") for picture in pictures)


def test_unknown_form_is_not_found(fenwick: Professor, people: People, browser: Any) -> None:
    assert browser(people.carol).get(f"{AT}/questions/download.exe").status_code == 404


def test_strangers_take_nothing(fenwick: Professor, people: People, browser: Any) -> None:
    assert browser(people.mallory).get(f"{AT}/questions/download.csv").status_code == 404
    assert rows_of(browser(people.mallory).get("/at/elsewhere/questions/download.csv")) == []


def test_too_much_for_one_file_is_said(
    fenwick: Professor, people: People, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_PICTURES", 2)
    asked = {"professor": fenwick.pk}
    response = browser(people.carol).get(f"{AT}/questions/download.xml", asked, follow=True)
    assert response.redirect_chain == [(f"{AT}/questions/?professor={fenwick.pk}", 302)]
    assert "More than 2 questions do not fit into one .xml file." in response.text
