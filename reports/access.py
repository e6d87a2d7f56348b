"""The only way from an address to a row: students reach what a published profile rests on.

Another institution's rows do not exist here: the scope of the request hides them.
"""

from django.http import Http404

from analysis.models import Question
from exams.models import Membership, Page, Paper
from reports.models import Profile, Report


def access_profile(professor_id: int) -> Profile:
    """The published profile of a professor; Http404 where there is none."""
    profile = Profile.objects.select_related("professor").filter(professor_id=professor_id).first()
    if profile is None:
        raise Http404
    return profile


def access_report(professor_id: int) -> Report:
    """The report of the published profile; Http404 where there is none."""
    report = Report.objects.filter(job__profiles__professor_id=professor_id).first()
    if report is None:
        raise Http404
    return report


def access_paper(membership: Membership | None, paper_id: int) -> Paper:
    """A paper whose professor has a profile, or any filed paper for staff; else Http404."""
    papers = Paper.objects.select_related("professor", "course").filter(professor__isnull=False)
    if membership is None or not membership.is_staff:
        papers = papers.filter(professor__profile__isnull=False)
    paper = papers.filter(pk=paper_id).first()
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
