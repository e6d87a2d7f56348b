"""The few addresses outside of any institution."""

from django.urls import path

from profiler_site import views

urlpatterns = [
    path("", views.choose_institution, name="choose"),
    path("health/", views.health, name="health"),
]
