"""Addresses of the pages that students read. `reports.sources` writes them into the PDF, too."""

from django.urls import path

from reports import search_views, study_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("professors/", views.professors, name="professors"),
    path("professors/<int:professor_id>/", views.professor, name="professor"),
    path("professors/<int:professor_id>/report.pdf", views.report, name="report"),
    path("professors/<int:professor_id>/evidence/<str:key>/", views.evidence, name="evidence"),
    path("questions/", search_views.questions, name="questions"),
    path(
        "questions/download.<str:suffix>",
        search_views.download_questions,
        name="download_questions",
    ),
    path("questions/<int:question_id>/", views.question, name="question"),
    path("professors/<int:professor_id>/plan/", study_views.plan, name="study_plan"),
    path("compare/", study_views.comparison, name="compare"),
    path("compare/questions/", study_views.comparison_questions, name="compare_questions"),
    path("papers/<int:paper_id>/", views.paper, name="paper"),
    path("papers/<int:paper_id>/pages/<int:number>/", views.page, name="page"),
    path(
        "papers/<int:paper_id>/pages/<int:number>/picture", views.page_picture, name="page_picture"
    ),
]
