from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from exams.models import ApiToken
from exams.tenancy import institution_scope
from tests.api_client import Api
from tests.people import People


def issue(*arguments: str) -> str:
    out = StringIO()
    call_command("issue_token", *arguments, stdout=out)
    return out.getvalue().strip()


def test_issued_token_opens_its_institution_only(people: People) -> None:
    text = issue("norvale", " import of 2026 ")
    with institution_scope(people.norvale.pk):
        (token,) = ApiToken.objects.all()
    assert (token.name, token.prefix, token.created_by) == ("import of 2026", text[:8], None)
    assert text not in token.digest
    assert Api(people.norvale, token=text).get("papers") == (200, {"items": [], "count": 0})
    assert Api(people.elsewhere, token=text).get("papers")[0] == 401


def test_token_for_an_unknown_institution_is_refused_with_the_known_ones(people: People) -> None:
    with pytest.raises(CommandError) as refused:
        issue("norwall", "import")
    assert str(refused.value) == "No institution 'norwall'. There are: elsewhere, norvale."


@pytest.mark.parametrize("name", [" ", "x" * 101])
def test_token_without_a_usable_name_is_refused(people: People, name: str) -> None:
    with pytest.raises(CommandError) as refused:
        issue("norvale", name)
    assert str(refused.value) == "Give the token a name of 1 to 100 letters."
