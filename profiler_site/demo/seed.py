"""An institution to try the product with: people, sample papers, and an analysis on its way."""

from django.db import transaction

from analysis.services.jobs import request_job
from exams.enums import Role
from exams.models import Institution, Membership, Professor, User
from exams.services.catalogue import add_professor, course_titled
from exams.services.papers import receive_paper
from exams.tenancy import institution_scope
from profiler_site.demo.papers import sample_courses, sample_file, sample_papers, syllabus_text

SLUG = "norvale"
PASSWORD = "norvale-demo"  # noqa: S105  # printed for everybody who tries the demo
PEOPLE = (("staff@norvale.example", Role.OWNER), ("student@norvale.example", Role.STUDENT))


def seed_demo() -> bool:
    """Make the demo institution with its papers; False where it is there already."""
    if Institution.objects.filter(slug=SLUG).exists():
        return False
    files = [(paper, sample_file(paper)) for paper in sample_papers()]
    with transaction.atomic():
        institution = Institution.objects.create(slug=SLUG, name="Norvale University")
        with institution_scope(institution.pk):
            add_people()
            courses = {}
            for sample in sample_courses():
                course = course_titled(sample.title, sample.code)
                course.syllabus = syllabus_text(sample.code)
                course.save()
                courses[sample.code] = course
            for paper, content in files:
                receive_paper(
                    content,
                    paper.file_name,
                    professor=add_professor(paper.professor),
                    course=courses[paper.course_code],
                    year=paper.year,
                    session=paper.session,
                )
            for professor in Professor.objects.all():
                request_job(professor)
    return True


def add_people() -> None:
    """One member of staff and one student, with the password that the start prints."""
    for email, role in PEOPLE:
        user = User.objects.create_user(email, PASSWORD, name=role.label)
        Membership.objects.create(user=user, role=role)
