"""Who lends to a forecast: published papers of others, by course."""

from analysis.services.findings import analyse_papers
from analysis.services.lenders import lenders_to
from exams.models import Course, Institution, Paper
from tests.analysis.statistics.papers import ask, sit
from tests.reports.real_rows import ENGINE, publish_sittings


def test_lenders_are_published_papers_of_others_by_course(norvale: Institution) -> None:
    algebra = Course.objects.create(title="Algebra", slug="algebra")
    optics = Course.objects.create(title="Optics", slug="optics")
    ours = publish_sittings("Ada", algebra, [sit(1, ask(1, "Rings"))])
    publish_sittings("Brown", algebra, [sit(2, ask(2, "Rings"), ask(3, "Fields"))])
    publish_sittings("Curie", optics, [sit(3, ask(4, "Lenses"))])
    unfinished = publish_sittings("Dirac", algebra, [sit(4, ask(5, "Spinors"))])
    unfinished.job.papers.update(state="waiting")

    papers = list(Paper.objects.filter(professor=ours.professor))
    found = lenders_to(ours.job, papers)
    lent = [question.topic for sitting in found.colleagues for question in sitting.questions]
    assert lent == ["Rings", "Fields"]
    assert [[one.label for one in group] for group in found.elsewhere] == [["2003"]]


def test_forecast_of_one_paper_leans_on_a_colleagues(norvale: Institution) -> None:
    algebra = Course.objects.create(title="Algebra", slug="algebra")
    ours = publish_sittings("Ada", algebra, [sit(1, ask(1, "Rings"))])
    publish_sittings(
        "Brown", algebra, [sit(n, ask(n, "Rings"), ask(50 + n, "Fields")) for n in range(2, 7)]
    )
    entries = list(ours.job.papers.select_related("paper__course"))
    analysis = analyse_papers(ours.job, entries, ENGINE)
    borrowed = {one.topic: (one.papers_behind, one.borrowed_papers) for one in analysis.predictions}

    assert borrowed == {"Rings": (1, 5), "Fields": (0, 5)}
    assert analysis.report.predicted_topics_next_exam == ("Rings",)
