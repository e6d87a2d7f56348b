import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from exams.models import Membership, Paper, Professor
from exams.tenancy import (
    ScopeConflict,
    ScopeMissing,
    current_institution,
    institution_scope,
    platform_scope,
)
from tests.people import People, make_people


def professor_in(institution_id: int, name: str) -> Professor:
    with institution_scope(institution_id):
        return Professor.objects.create(name=name, slug=name.lower())


def test_query_outside_of_a_scope_is_refused(people: People) -> None:
    with pytest.raises(ScopeMissing):
        Professor.objects.exists()


def test_query_inside_a_scope_sees_own_rows_only(people: People) -> None:
    professor_in(people.norvale.pk, "Ada")
    professor_in(people.elsewhere.pk, "Ben")
    with institution_scope(people.norvale.pk):
        assert [one.name for one in Professor.objects.all()] == ["Ada"]
        assert [one.name for one in Professor._base_manager.all()] == ["Ada"]
    assert list(Professor._base_manager.all()) == []


def test_row_of_another_institution_is_refused_by_the_database(people: People) -> None:
    refusal = pytest.raises(ProgrammingError, match="row-level security")
    with institution_scope(people.norvale.pk), refusal, transaction.atomic():
        Professor.objects.bulk_create(
            [Professor(institution=people.elsewhere, name="Eve", slug="eve")]
        )


def test_save_of_another_institutions_row_says_so(people: People) -> None:
    with institution_scope(people.norvale.pk), pytest.raises(ScopeConflict):
        Professor(institution=people.elsewhere, name="Eve", slug="eve").save()


def test_key_into_another_institution_is_refused_by_the_database(people: People) -> None:
    foreign = professor_in(people.elsewhere.pk, "Ben")
    refusal = pytest.raises(IntegrityError, match="exams_paper_professor_fk")
    with institution_scope(people.norvale.pk), refusal, transaction.atomic():
        Paper.objects.create(
            professor_id=foreign.pk, file_name="a.pdf", file="a", sha256="a", size=1
        )
        connection.check_constraints()


def test_same_slug_in_two_institutions_is_allowed(people: People) -> None:
    professor_in(people.norvale.pk, "Ada")
    professor_in(people.elsewhere.pk, "Ada")


def test_scope_within_another_institutions_scope_is_refused(people: People) -> None:
    inner = institution_scope(people.elsewhere.pk)
    with institution_scope(people.norvale.pk), pytest.raises(ScopeConflict), inner:
        pass


def test_scope_ends_with_what_was_before(people: People) -> None:
    with transaction.atomic():
        with institution_scope(people.norvale.pk):
            with institution_scope(people.norvale.pk):
                pass
            assert Membership._base_manager.count() == 3
            assert current_institution() == people.norvale.pk
        assert Membership._base_manager.count() == 0
    with pytest.raises(ScopeMissing):
        current_institution()


def test_scope_left_by_an_error_undoes_its_work(people: People) -> None:
    with pytest.raises(ZeroDivisionError), institution_scope(people.norvale.pk):
        assert Professor.objects.create(name="Ada", slug="ada").pk / 0
    with institution_scope(people.norvale.pk):
        assert not Professor.objects.exists()


def test_platform_manager_outside_of_its_scope_is_refused(people: People) -> None:
    with pytest.raises(ScopeMissing):
        Professor.across.count()


@pytest.mark.usefixtures("real_db")
def test_platform_scope_sees_all_institutions() -> None:

    people = make_people()
    professor_in(people.norvale.pk, "Ada")
    professor_in(people.elsewhere.pk, "Ben")
    with platform_scope("a test"):
        assert sorted(one.name for one in Professor.across.all()) == ["Ada", "Ben"]
