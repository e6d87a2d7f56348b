"""Addresses of the staff's pages about analyses."""

from django.urls import path

from analysis import course_views, draft_views, review_views, views

urlpatterns = [
    path("staff/analyses/", views.jobs, name="jobs"),
    path("staff/analyses/new/", views.choose, name="choose_analysis"),
    path("staff/analyses/<int:job_id>/", views.job, name="job"),
    path("staff/analyses/<int:job_id>/progress/", views.job_progress, name="job_progress"),
    path("staff/analyses/<int:job_id>/transcript/", views.transcript, name="transcript"),
    path("staff/analyses/<int:job_id>/cancel/", views.cancel_job, name="cancel_job"),
    path("staff/analyses/<int:job_id>/resume/", views.resume_job, name="resume_job"),
    path("staff/analyses/<int:job_id>/retry/", views.retry_job, name="retry_job"),
    path("staff/drafts/", draft_views.drafts, name="drafts"),
    path("staff/drafts/<int:draft_id>/", draft_views.draft, name="draft"),
    path(
        "staff/drafts/<int:draft_id>/read/", draft_views.read_draft_again, name="read_draft_again"
    ),
    path("staff/drafts/<int:draft_id>/remove/", draft_views.remove_draft, name="remove_draft"),
    path("staff/courses/", course_views.courses, name="courses"),
    path("staff/courses/<int:course_id>/", course_views.course, name="course"),
    path("staff/review/", review_views.review, name="review"),
    path("staff/review/papers/<int:paper_id>/", review_views.review_paper, name="review_paper"),
    path(
        "staff/review/questions/<int:question_id>/",
        review_views.review_question,
        name="review_question",
    ),
    path(
        "staff/review/questions/<int:question_id>/split/",
        review_views.split_question,
        name="split_question",
    ),
    path(
        "staff/review/decisions/<int:review_id>/undo/",
        review_views.undo_review,
        name="undo_review",
    ),
    path(
        "staff/review/decisions/<int:review_id>/restore/",
        review_views.restore_question,
        name="restore_question",
    ),
    path("staff/professors/<int:professor_id>/analyse/", views.start, name="start_analysis"),
]
