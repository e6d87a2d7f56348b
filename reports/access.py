"""The only way from an address to a row: students reach what `reports.releases` lets them see.

Another institution's rows do not exist here: the scope of the request hides them.
"""

from django.db.models import QuerySet
from django.http import Http404

from analysis.models import Question
from exams.models import Membership, Page, Paper
from reports.models import Profile, Report
from reports.releases import readable_papers, shown_profiles


def is_staff(membership: Membership | None) -> bool:
    """Whether somebody may see what students do not yet see, or no longer."""
    return membership is not None and membership.is_staff


def profiles_for(membership: Membership | None) -> QuerySet[Profile]:
    """All profiles for staff, also drafts; those that students may see for everybody else."""
    return Profile.objects.all() if is_staff(membership) else shown_profiles()


def access_profile(
    professor_id: int, membership: Membership | None = None, *, whole: bool = True
) -> Profile:
    """The profile of a professor as this reader may see it; Http404 where there is none.

    Where it is not wanted `whole`, its document is read when it is first asked for.
    """
    found = profiles_for(membership).select_related("professor")
    wanted = found if whole else found.defer("document")
    profile = wanted.filter(professor_id=professor_id).first()
    if profile is None:
        raise Http404
    return profile


def access_report(professor_id: int, membership: Membership | None = None) -> Report:
    """The report of the profile that this reader may see; Http404 where there is none."""
    profiles = profiles_for(membership).filter(professor_id=professor_id)
    report = Report.objects.filter(job__in=profiles.values("job")).first()
    if report is None:
        raise Http404
    return report


def access_paper(membership: Membership | None, paper_id: int) -> Paper:
    """A paper that students may read, or any filed paper for staff; else Http404."""
    papers = readable_papers(staff=is_staff(membership))
    paper = papers.select_related("professor", "course").filter(pk=paper_id).first()
    if paper is None:
        raise Http404
    return paper


def access_page(paper: Paper, number: int) -> Page:
    """One page of a paper that was reached by `access_paper`; Http404 where there is none."""
    page = paper.pages.filter(number=number).first()
    if page is None:
        raise Http404
    return page


def access_question(membership: Membership | None, question_id: int) -> Question:
    """A question of a paper that may be read; Http404 for any other."""
    question = (
        Question.objects.select_related("paper__professor", "topic", "extraction")
        .filter(pk=question_id)
        .first()
    )
    if question is None:
        raise Http404
    access_paper(membership, question.paper_id)
    return question
