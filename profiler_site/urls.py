"""The pages of an institution."""

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from profiler_site import api
from profiler_site.admin import staff_site
from profiler_site.forms import MemberLoginForm

login = auth_views.LoginView.as_view(authentication_form=MemberLoginForm)
urlpatterns = [
    path("login/", login_not_required(login), name="login"),
    path("logout/", login_not_required(auth_views.LogoutView.as_view()), name="logout"),
    path("admin/", staff_site.urls),
    path("api/v1/", api.addresses()),
    path("", include("exams.urls")),
    path("", include("analysis.urls")),
    path("", include("reports.urls")),
]
