"""Addresses of the staff's pages about analyses."""

from django.urls import path

from analysis.views import courses, drafts, jobs, review

urlpatterns = [
    path("staff/analyses/", jobs.jobs, name="jobs"),
    path("staff/analyses/new/", jobs.choose, name="choose_analysis"),
    path("staff/analyses/<int:job_id>/", jobs.job, name="job"),
    path("staff/analyses/<int:job_id>/progress/", jobs.job_progress, name="job_progress"),
    path("staff/analyses/<int:job_id>/transcript/", jobs.transcript, name="transcript"),
    path("staff/analyses/<int:job_id>/cancel/", jobs.cancel_job, name="cancel_job"),
    path("staff/analyses/<int:job_id>/resume/", jobs.resume_job, name="resume_job"),
    path("staff/analyses/<int:job_id>/retry/", jobs.retry_job, name="retry_job"),
    path("staff/drafts/", drafts.drafts, name="drafts"),
    path("staff/drafts/<int:draft_id>/", drafts.draft, name="draft"),
    path("staff/drafts/<int:draft_id>/read/", drafts.read_draft_again, name="read_draft_again"),
    path("staff/drafts/<int:draft_id>/remove/", drafts.remove_draft, name="remove_draft"),
    path("staff/courses/", courses.courses, name="courses"),
    path("staff/courses/<int:course_id>/", courses.course, name="course"),
    path("staff/review/", review.review, name="review"),
    path("staff/review/papers/<int:paper_id>/", review.review_paper, name="review_paper"),
    path(
        "staff/review/questions/<int:question_id>/",
        review.review_question,
        name="review_question",
    ),
    path(
        "staff/review/questions/<int:question_id>/split/",
        review.split_question,
        name="split_question",
    ),
    path(
        "staff/review/decisions/<int:review_id>/undo/",
        review.undo_review,
        name="undo_review",
    ),
    path(
        "staff/review/decisions/<int:review_id>/restore/",
        review.restore_question,
        name="restore_question",
    ),
    path("staff/professors/<int:professor_id>/analyse/", jobs.start, name="start_analysis"),
]
