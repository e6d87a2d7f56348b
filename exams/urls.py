"""Addresses of the staff's pages about papers."""

from django.urls import path

from exams.views import filing, language, looks, members, papers, reading, trail, upload

urlpatterns = [
    path("language/", language.choose_language, name="language"),
    path("looks.css", looks.looks_css, name="looks_css"),
    path("logo.png", looks.logo, name="logo"),
    path("staff/looks/", looks.institution_looks, name="institution_looks"),
    path("staff/members/", members.members, name="members"),
    path(
        "staff/members/invitations/<int:invitation_id>/withdraw/",
        members.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("join/<str:secret>/", members.join, name="join"),
    path("staff/audit/", trail.trail, name="trail"),
    path("staff/papers/", papers.papers, name="papers"),
    path("staff/papers/rows/", papers.paper_rows, name="paper_rows"),
    path("staff/papers/upload/", upload.upload, name="upload"),
    path("staff/papers/filing/", filing.filing, name="filing"),
    path(
        "staff/papers/<int:paper_id>/pages/<int:number>/picture",
        filing.staff_picture,
        name="staff_picture",
    ),
    path(
        "staff/papers/<int:paper_id>/reading/",
        reading.paper_reading,
        name="paper_reading",
    ),
    path("staff/papers/<int:paper_id>/file/", papers.file_paper, name="file_paper"),
    path("staff/papers/<int:paper_id>/divide/", papers.divide, name="divide"),
    path("staff/papers/<int:paper_id>/read-again/", papers.read_again, name="read_again"),
]
