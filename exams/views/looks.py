"""The institution's name, logo and colours: the page that sets them, and what all pages load."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from exams.access import owner_required
from exams.models.trail import Deed
from exams.said import said
from exams.services import files, looks
from exams.services.trail import note

KEPT_FOR = "private, max-age=3600"  # their addresses change with what they hold


class LooksForm(forms.Form):
    """Name, logo and colours."""

    name = forms.CharField(max_length=200, label=gettext_lazy("Name"))
    logo = forms.FileField(
        required=False,
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("PNG or JPEG, at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    no_logo = forms.BooleanField(required=False, label=gettext_lazy("Without a logo"))
    accent = forms.CharField(
        max_length=7,
        required=False,
        label=gettext_lazy("Colour on light pages"),
        help_text=gettext_lazy("Such as #2f5d8c; empty for ours."),
    )
    accent_dark = forms.CharField(
        max_length=7,
        required=False,
        label=gettext_lazy("Colour on dark pages"),
        help_text=gettext_lazy("Empty: a lighter one of the same hue."),
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES,
        required=False,
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("Of printed reports, and of people who chose none."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict[str, Any]:
        """Say at its field what cannot be read or shown."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            light, dark = cleaned.get("accent") or "", cleaned.get("accent_dark") or ""
            cleaned["colours"] = looks.colours(light, dark)
        except looks.LooksRefused as refusal:
            field = "accent_dark" if "dark pages" in str(refusal) else "accent"
            self.add_error(field, said(str(refusal)))
        file = cleaned.get("logo")
        cleaned["picture"] = b"" if cleaned.get("no_logo") else None
        if file:
            cleaned["picture"] = file.read(looks.MOST_BYTES + 1)
            try:
                looks.drawn_anew(cleaned["picture"])
            except looks.LooksRefused as refusal:
                self.add_error("logo", said(str(refusal)))
        return cleaned


@owner_required
@require_http_methods(["GET", "POST"])
def institution_looks(request: Any) -> HttpResponse:
    """Set how pages and reports look."""
    here = request.institution
    kept = ("name", "accent", "accent_dark", "language")
    start = {name: getattr(here, name) for name in kept}
    form = LooksForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        looks.keep_looks(wanted["name"], wanted["colours"], wanted["picture"], wanted["language"])
        note(Deed.SETTING, "", request.user, "looks")
        messages.success(request, _("Saved. Reports take it over when they are made again."))
        return redirect("institution_looks")
    return render(request, "exams/looks.html", {"form": form})


@login_not_required
@require_safe
def looks_css(request: Any) -> HttpResponse:
    """The institution's colours as a style sheet; it is loaded after ours."""
    accent = looks.accent_of(request.institution)
    if accent is None:
        raise Http404
    content = (
        f":root {{ --accent: {accent.light}; --accent-soft: {accent.light_soft}; }}\n"
        "@media (prefers-color-scheme: dark) { :root {"
        f" --accent: {accent.dark}; --accent-soft: {accent.dark_soft}; }} }}\n"
    )
    return HttpResponse(content, content_type="text/css", headers={"Cache-Control": KEPT_FOR})


@login_not_required
@require_safe
def logo(request: Any) -> HttpResponse:
    """The institution's logo, for guests too: it stands above the log-in."""
    try:
        content = files.fetch(request.institution.logo) if request.institution.logo else b""
    except FileNotFoundError:
        content = b""
    if not content:
        raise Http404
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": KEPT_FOR})
