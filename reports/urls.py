"""Addresses of the pages that students read. `profile.sources` writes them into the PDF."""

from django.urls import path

from reports.views import (
    comparison,
    complaints,
    dashboard,
    draft_report,
    notice,
    outcomes,
    plan,
    practice,
    profile_file,
    profiles,
    releases,
    search,
)

urlpatterns = [
    path("", profiles.home, name="home"),
    path("professors/", profiles.professors, name="professors"),
    path("professors/<int:professor_id>/", profiles.professor, name="professor"),
    path("professors/<int:professor_id>/report.pdf", profiles.report, name="report"),
    path(
        "professors/<int:professor_id>/profile.json",
        profile_file.profile_file,
        name="profile_file",
    ),
    path("professors/<int:professor_id>/evidence/<str:key>/", profiles.evidence, name="evidence"),
    path("questions/", search.questions, name="questions"),
    path(
        "questions/download.<str:suffix>",
        search.download_questions,
        name="download_questions",
    ),
    path("questions/<int:question_id>/", profiles.question, name="question"),
    path("professors/<int:professor_id>/plan/", plan.plan, name="study_plan"),
    path("professors/<int:professor_id>/plan/topics/", plan.tick, name="tick_topic"),
    path("professors/<int:professor_id>/plan/calendar/", plan.change_feed, name="plan_feed"),
    path("calendar/<str:feed>.ics", plan.calendar, name="calendar"),
    path("professors/<int:professor_id>/practice/", practice.draw, name="practice"),
    path(
        "professors/<int:professor_id>/practice/<int:seed>/",
        practice.practice_paper,
        name="practice_paper",
    ),
    path("questions/<int:question_id>/wrong/", complaints.complain, name="complain"),
    path("questions/reported/", complaints.reported, name="reported"),
    path("compare/", comparison.comparison, name="compare"),
    path("compare/questions/", comparison.comparison_questions, name="compare_questions"),
    path(
        "staff/drafts/<int:draft_id>/audit.pdf",
        draft_report.draft_report,
        name="draft_report",
    ),
    path("staff/outcomes/", outcomes.outcomes, name="outcomes"),
    path("staff/outcomes/papers/<int:paper_id>/", outcomes.paper_outcomes, name="paper_outcomes"),
    path(
        "staff/outcomes/papers/<int:paper_id>/sheet.<str:suffix>",
        outcomes.paper_outcomes_file,
        name="paper_outcomes_file",
    ),
    path(
        "staff/outcomes/courses/<int:course_id>/<int:year>/",
        outcomes.year_outcomes,
        name="year_outcomes",
    ),
    path(
        "staff/outcomes/courses/<int:course_id>/<int:year>/sheet.<str:suffix>",
        outcomes.year_outcomes_file,
        name="year_outcomes_file",
    ),
    path("staff/", dashboard.dashboard, name="dashboard"),
    path("staff/release/", releases.releases, name="releases"),
    path("staff/release/papers/", releases.release_papers, name="release_papers"),
    path("staff/release/years/", releases.release_years, name="release_years"),
    path("staff/release/new-profiles/", releases.new_profiles, name="new_profiles"),
    path(
        "staff/release/profiles/<int:professor_id>/",
        releases.profile_state,
        name="profile_state",
    ),
    path(
        "staff/professors/<int:professor_id>/notice/",
        releases.professor_notice,
        name="professor_notice",
    ),
    path("staff/objections/", releases.objections, name="objections"),
    path(
        "staff/objections/<int:objection_id>/answer/",
        releases.answer_objection,
        name="answer_objection",
    ),
    path("notice/<str:token>/", notice.notice, name="notice"),
    path("notice/<str:token>/report.pdf", notice.notice_report, name="notice_report"),
    path("papers/<int:paper_id>/", profiles.paper, name="paper"),
    path("papers/<int:paper_id>/pages/<int:number>/", profiles.page, name="page"),
    path(
        "papers/<int:paper_id>/pages/<int:number>/picture",
        profiles.page_picture,
        name="page_picture",
    ),
]
