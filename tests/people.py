"""Who is who: alice owns, bob is staff, carol studies; mallory is of another institution."""

from dataclasses import dataclass

from exams.enums import Role
from exams.models import Institution, Membership, User
from exams.tenancy import institution_scope


@dataclass(frozen=True)
class People:
    norvale: Institution
    elsewhere: Institution
    alice: User
    bob: User
    carol: User
    mallory: User


def make_people() -> People:
    norvale = Institution.objects.create(slug="norvale", name="Norvale University")
    elsewhere = Institution.objects.create(slug="elsewhere", name="Elsewhere College")
    return People(
        norvale,
        elsewhere,
        alice=member(norvale, "alice", Role.OWNER),
        bob=member(norvale, "bob", Role.STAFF),
        carol=member(norvale, "carol", Role.STUDENT),
        mallory=member(elsewhere, "mallory", Role.OWNER),
    )


def member(institution: Institution, name: str, role: Role) -> User:
    user = User.objects.create_user(f"{name}@example.org", name=name.title())
    with institution_scope(institution.pk):
        Membership.objects.create(user=user, role=role)
    return user
