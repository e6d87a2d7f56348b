"""Addresses of the pages that students read. `reports.sources` writes them into the PDF, too."""

from django.urls import path

from reports import (
    complaint_views,
    dashboard_views,
    draft_report_views,
    outcome_views,
    plan_views,
    practice_views,
    profile_file_views,
    release_notice,
    release_views,
    search_views,
    study_views,
    views,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("professors/", views.professors, name="professors"),
    path("professors/<int:professor_id>/", views.professor, name="professor"),
    path("professors/<int:professor_id>/report.pdf", views.report, name="report"),
    path(
        "professors/<int:professor_id>/profile.json",
        profile_file_views.profile_file,
        name="profile_file",
    ),
    path("professors/<int:professor_id>/evidence/<str:key>/", views.evidence, name="evidence"),
    path("questions/", search_views.questions, name="questions"),
    path(
        "questions/download.<str:suffix>",
        search_views.download_questions,
        name="download_questions",
    ),
    path("questions/<int:question_id>/", views.question, name="question"),
    path("professors/<int:professor_id>/plan/", plan_views.plan, name="study_plan"),
    path("professors/<int:professor_id>/plan/topics/", plan_views.tick, name="tick_topic"),
    path("professors/<int:professor_id>/plan/calendar/", plan_views.change_feed, name="plan_feed"),
    path("calendar/<str:feed>.ics", plan_views.calendar, name="calendar"),
    path("professors/<int:professor_id>/practice/", practice_views.draw, name="practice"),
    path(
        "professors/<int:professor_id>/practice/<int:seed>/",
        practice_views.practice_paper,
        name="practice_paper",
    ),
    path("questions/<int:question_id>/wrong/", complaint_views.complain, name="complain"),
    path("questions/reported/", complaint_views.reported, name="reported"),
    path("compare/", study_views.comparison, name="compare"),
    path("compare/questions/", study_views.comparison_questions, name="compare_questions"),
    path(
        "staff/drafts/<int:draft_id>/audit.pdf",
        draft_report_views.draft_report,
        name="draft_report",
    ),
    path("staff/outcomes/", outcome_views.outcomes, name="outcomes"),
    path(
        "staff/outcomes/papers/<int:paper_id>/", outcome_views.paper_outcomes, name="paper_outcomes"
    ),
    path(
        "staff/outcomes/papers/<int:paper_id>/sheet.<str:suffix>",
        outcome_views.paper_outcomes_file,
        name="paper_outcomes_file",
    ),
    path(
        "staff/outcomes/courses/<int:course_id>/<int:year>/",
        outcome_views.year_outcomes,
        name="year_outcomes",
    ),
    path(
        "staff/outcomes/courses/<int:course_id>/<int:year>/sheet.<str:suffix>",
        outcome_views.year_outcomes_file,
        name="year_outcomes_file",
    ),
    path("staff/", dashboard_views.dashboard, name="dashboard"),
    path("staff/release/", release_views.releases, name="releases"),
    path("staff/release/papers/", release_views.release_papers, name="release_papers"),
    path("staff/release/years/", release_views.release_years, name="release_years"),
    path("staff/release/new-profiles/", release_views.new_profiles, name="new_profiles"),
    path(
        "staff/release/profiles/<int:professor_id>/",
        release_views.profile_state,
        name="profile_state",
    ),
    path(
        "staff/professors/<int:professor_id>/notice/",
        release_views.professor_notice,
        name="professor_notice",
    ),
    path("staff/objections/", release_views.objections, name="objections"),
    path(
        "staff/objections/<int:objection_id>/answer/",
        release_views.answer_objection,
        name="answer_objection",
    ),
    path("notice/<str:token>/", release_notice.notice, name="notice"),
    path("notice/<str:token>/report.pdf", release_notice.notice_report, name="notice_report"),
    path("papers/<int:paper_id>/", views.paper, name="paper"),
    path("papers/<int:paper_id>/pages/<int:number>/", views.page, name="page"),
    path(
        "papers/<int:paper_id>/pages/<int:number>/picture", views.page_picture, name="page_picture"
    ),
]
