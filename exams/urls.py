"""Addresses of the staff's pages about papers."""

from django.urls import path

from exams import (
    filing_views,
    language_views,
    looks_views,
    member_views,
    reading_views,
    trail_views,
    upload_views,
    views,
)

urlpatterns = [
    path("language/", language_views.choose_language, name="language"),
    path("looks.css", looks_views.looks_css, name="looks_css"),
    path("logo.png", looks_views.logo, name="logo"),
    path("staff/looks/", looks_views.institution_looks, name="institution_looks"),
    path("staff/members/", member_views.members, name="members"),
    path(
        "staff/members/invitations/<int:invitation_id>/withdraw/",
        member_views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("join/<str:secret>/", member_views.join, name="join"),
    path("staff/audit/", trail_views.trail, name="trail"),
    path("staff/papers/", views.papers, name="papers"),
    path("staff/papers/rows/", views.paper_rows, name="paper_rows"),
    path("staff/papers/upload/", upload_views.upload, name="upload"),
    path("staff/papers/filing/", filing_views.filing, name="filing"),
    path(
        "staff/papers/<int:paper_id>/pages/<int:number>/picture",
        filing_views.staff_picture,
        name="staff_picture",
    ),
    path(
        "staff/papers/<int:paper_id>/reading/",
        reading_views.paper_reading,
        name="paper_reading",
    ),
    path("staff/papers/<int:paper_id>/file/", views.file_paper, name="file_paper"),
    path("staff/papers/<int:paper_id>/divide/", views.divide, name="divide"),
    path("staff/papers/<int:paper_id>/read-again/", views.read_again, name="read_again"),
]
