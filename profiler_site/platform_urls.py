"""The few addresses outside of any institution."""

from django.urls import path

from exams.views.language import choose_language
from profiler_site import views

urlpatterns = [
    path("", views.choose_institution, name="choose"),
    path("language/", choose_language, name="language"),
    path("health/", views.health, name="health"),
]
