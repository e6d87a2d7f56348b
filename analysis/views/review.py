"""The pages on which staff look at what is doubtful, and put it right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analysis.models import Question, Review, ReviewAction
from analysis.models.question import BLOOM_LEVELS, DIFFICULTIES
from analysis.services import review_queue, reviews
from analysis.services.splitting import proposed_halves
from exams.access import access_paper, find, staff_required
from exams.errors import NotFound
from exams.models import Page, Paper
from exams.services.topics import names_in_use


class QuestionForm(forms.Form):
    """A question as a reviewer may put it right."""

    number = forms.CharField(max_length=60, label=gettext_lazy("Number"))
    marks = forms.DecimalField(
        min_value=0, max_digits=7, decimal_places=2, required=False, label=gettext_lazy("Marks")
    )
    topic = forms.CharField(max_length=200, required=False, label=gettext_lazy("Topic"))
    difficulty = forms.ChoiceField(choices=DIFFICULTIES, label=gettext_lazy("Difficulty"))
    bloom = forms.ChoiceField(choices=BLOOM_LEVELS, label=gettext_lazy("Level of thinking"))
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), label=gettext_lazy("Text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["topic"].widget.attrs["list"] = "known-topics"
        keys = {"number": "u", "marks": "m", "topic": "t", "difficulty": "d", "bloom": "b"}
        for name, key in {**keys, "text": "e"}.items():
            self.fields[name].widget.attrs["data-key"] = key
            self.fields[name].help_text = gettext_lazy("Key %(key)s") % {"key": key}


class HalfForm(forms.Form):
    """One of the two questions that are made of one."""

    number = forms.CharField(max_length=60, label=gettext_lazy("Number"))
    marks = forms.DecimalField(
        min_value=0, max_digits=7, decimal_places=2, required=False, label=gettext_lazy("Marks")
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}), label=gettext_lazy("Text of the question")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


@dataclass(frozen=True, slots=True)
class Shown:
    """A page with the places of its question, as [x, y, width, height] in points."""

    page: Page
    picture: str
    places: tuple[tuple[float, ...], ...]


@staff_required
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """What is doubtful, by paper, and how far model and reviewers agree."""
    papers, more = review_queue.beginning()
    first = next((one.question for entry in papers for one in entry.questions), None)
    context = {
        "last": last_of(request),
        "papers": papers,
        "more": more,
        "count": sum(len(entry.questions) for entry in papers),
        "first": first,
        "agreements": review_queue.agreements(),
        "professors": review_queue.not_in_profile(),
    }
    return render(request, "analysis/review.html", context)


@staff_required
@require_http_methods(["GET", "POST"])
def review_paper(request: Any, paper_id: int) -> HttpResponse:
    """Lead to the first doubtful question of a paper; sent, its doubts as a whole are settled."""
    paper = access_paper(paper_id)
    if request.method == "POST":
        reviews.settle_paper(paper, request.user)
        words = _("The doubts about %(paper)s are settled.")
        messages.success(request, words % {"paper": paper.label})
        return redirect("review")
    doubtful = [one.question for entry in review_queue.queue(paper) for one in entry.questions]
    first = doubtful[0] if doubtful else paper.questions.order_by("-extraction", "position").first()
    return redirect("review_question", first.pk) if first else redirect("review")


@staff_required
@require_http_methods(["GET", "POST"])
def review_question(request: Any, question_id: int) -> HttpResponse:
    """One question beside its printed page; approved, put right or removed by one form."""
    asked = asked_question(request, question_id)
    if asked is None:
        messages.warning(request, _("A colleague has taken this question out meanwhile."))
        return redirect("review_paper", int(request.POST["paper"]))
    action = request.POST.get("action", "")
    values = request.POST if request.method == "POST" and action in {"", "approve"} else None
    form = QuestionForm(values, initial=reviews.snapshot(asked))
    try:
        if request.method == "POST" and (values is None or form.is_valid()):
            reviews.refuse_decided(asked, seen_in(request), request.user)
            return decided(request, asked, action, form)
    except reviews.DecidedMeanwhile as conflict:
        kept = _("Nothing of yours is saved yet. Look again, then decide.")
        words = f"{conflict} {kept}"
        messages.warning(request, words)
    context = {**context_of(asked, form), "last": last_of(request)}
    return render(request, "analysis/review_question.html", context)


def asked_question(request: Any, question_id: int) -> Question | None:
    """The question; None where a form is sent about one that is gone from a paper that is here."""
    try:
        return find(Question, pk=question_id)
    except NotFound:
        number = request.POST.get("paper", "")
        if not number.isdecimal() or not Paper.objects.filter(pk=int(number)).exists():
            raise
        return None


def seen_in(request: Any) -> int:
    """The decision that stood when the form was shown; 0 for none."""
    number = request.POST.get("seen", "")
    return int(number) if number.isdecimal() else 0


def decided(request: Any, asked: Question, action: str, form: QuestionForm) -> HttpResponse:
    """Do what the button says, and lead to the next doubtful question."""
    if action == "merge":
        return merged(request, asked)
    following = review_queue.next_doubtful(asked)
    if action == "remove":
        reviews.remove(asked, request.user)
        words = _("%(number)s is taken out. It can be put back below.")
        messages.success(request, words % {"number": asked.number})
    else:
        done = reviews.change(asked, form.cleaned_data, request.user)
        words = f"{told(done)}."
        messages.success(request, words)
    return redirect("review_question", following.pk) if following else redirect("review")


def last_of(request: Any) -> dict[str, Any] | None:
    """The reader's last edit that can be taken back, with its words."""
    found = reviews.last_edit(request.user)
    return {"review": found, "words": told(found)} if found else None


def context_of(asked: Question, form: QuestionForm) -> dict[str, Any]:
    """What the page of one question shows."""
    paper = asked.paper
    entry = next(iter(review_queue.queue(paper)), None)
    reasons = {one.question.pk: one.reasons for one in entry.questions} if entry else {}
    outline = list(asked.extraction.questions.select_related("topic"))
    place = [one.pk for one in outline].index(asked.pk)
    standing = reviews.latest_reviews(paper)
    key = reviews.key_at(paper, asked.position, asked.part)
    history = list(Review.objects.filter(paper=paper, key=key).select_related("reviewer"))
    return {
        "question": asked,
        "paper": paper,
        "form": form,
        "reasons": reasons.get(asked.pk, ()),
        "paper_reasons": entry.reasons if entry else (),
        "disagreements": paper.outline.scorecard.disagreements if paper.outline else (),
        "outline": [(one, one.pk in reasons) for one in outline],
        "before": outline[place - 1] if place else None,
        "after": outline[place + 1] if place + 1 < len(outline) else None,
        "following": review_queue.next_doubtful(asked, entry),
        "removed": [one for one in standing.values() if one.action == ReviewAction.REMOVED],
        "history": history,
        "held": standing.get(key),
        "seen": history[-1].pk if history else 0,
        "topics": names_in_use([paper.course] if paper.course else []),
        "pages": pages_of(asked),
    }


def merged(request: Any, asked: Question) -> HttpResponse:
    """Make one question of this one and the one after it."""
    other = reviews.neighbour(asked, 1)
    if other is None:
        messages.error(request, _("There is no question after it to merge with."))
        return redirect("review_question", asked.pk)
    reviews.merge(asked, other, request.user)
    words = _("%(first)s and %(second)s are one question now.")
    messages.success(request, words % {"first": asked.number, "second": other.number})
    return redirect("review_question", asked.pk)


@staff_required
@require_http_methods(["GET", "POST"])
def split_question(request: Any, question_id: int) -> HttpResponse:
    """Make two questions of one; the form starts cut at a label inside the text."""
    asked = find(Question, pk=question_id)
    number, first, second = proposed_halves(asked.number, asked.text)
    posted = request.POST if request.method == "POST" else None
    starts = (
        {"number": asked.number, "marks": asked.marks, "text": first},
        {"number": number, "text": second},
    )
    halves = [
        HalfForm(posted, initial=start, prefix=name)
        for name, start in zip(("first", "second"), starts, strict=True)
    ]
    valid = [half.is_valid() for half in halves]  # both, so that each says what is wrong with it
    if posted is not None and all(valid):
        first_half, second_half = (half.cleaned_data for half in halves)
        try:
            reviews.refuse_decided(asked, seen_in(request), request.user)
            reviews.split(asked, first_half, second_half, request.user)
            words = _("%(number)s is two questions now.")
            messages.success(request, words % {"number": asked.number})
        except reviews.ReviewRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect("review_question", asked.pk)
    context = {
        "question": asked,
        "paper": asked.paper,
        "seen": last.pk if (last := reviews.last_decision(asked)) else 0,
        "halves": zip((_("First question"), _("Second question")), halves, strict=True),
        "pages": pages_of(asked),
    }
    return render(request, "analysis/review_split.html", context)


@staff_required
@require_POST
def undo_review(request: Any, review_id: int) -> HttpResponse:
    """Take back an edit, and show its question again."""
    decision = find(Review, pk=review_id)
    undone = [decision]
    try:
        undone += reviews.undo(decision, request.user)
    except reviews.ReviewRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back: %(what)s.") % {"what": told(decision)})
    rows = _rows_of(undone)
    return redirect("review_question", rows[0].pk) if rows else redirect("review")


def _rows_of(decisions: Sequence[Review]) -> list[Question]:
    """The question that these decisions were about; of two the first in the paper."""
    paper = decisions[0].paper
    places = {place for one in decisions if (place := reviews.place_of(paper, one.key))}
    return next(filter(None, (reviews.rows_at(paper, place) for place in sorted(places))), [])


def told(decision: Review) -> str:
    """A decision in a few words, such as "3(b) changed"."""
    number = decision.before.get("number") or decision.after.get("number") or _("the paper")
    action = decision.get_action_display()
    return f"{number}: {action[:1].lower()}{action[1:]}"


def pages_of(asked: Question) -> list[Shown]:
    """The printed pages of a question with its places; pages without a picture are left out."""
    numbers = {int(box[0]) for box in asked.boxes} | {asked.page}
    return [
        Shown(
            page,
            reverse("staff_picture", args=[page.paper_id, page.number]),
            tuple(
                (left, top, right - left, bottom - top)
                for number, left, top, right, bottom in asked.boxes
                if number == page.number
            ),
        )
        for page in asked.paper.pages.filter(number__in=numbers).exclude(picture="")
    ]


@staff_required
@require_POST
def restore_question(request: Any, review_id: int) -> HttpResponse:
    """Put back a question that was taken out."""
    decision = find(Review, pk=review_id)
    held = reviews.latest_reviews(decision.paper).get(decision.key)
    if held == decision and decision.action == ReviewAction.REMOVED:
        reviews.restore(decision, request.user)
        words = _("%(number)s is put back.")
        messages.success(request, words % {"number": decision.before["number"]})
    return redirect("review_paper", decision.paper_id)
