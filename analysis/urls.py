"""Addresses of the staff's pages about analyses."""

from django.urls import path

from analysis import views

urlpatterns = [
    path("staff/analyses/", views.jobs, name="jobs"),
    path("staff/analyses/<int:job_id>/", views.job, name="job"),
    path("staff/analyses/<int:job_id>/progress/", views.job_progress, name="job_progress"),
    path("staff/analyses/<int:job_id>/cancel/", views.cancel_job, name="cancel_job"),
    path("staff/analyses/<int:job_id>/retry/", views.retry_job, name="retry_job"),
    path("staff/professors/<int:professor_id>/analyse/", views.start, name="start_analysis"),
]
