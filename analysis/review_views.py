"""The pages on which staff look at what is doubtful, and put it right."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analysis.models import Question, Review, ReviewAction
from analysis.models.question import BLOOM_LEVELS, DIFFICULTIES
from analysis.services import review_queue, reviews
from exams.access import access_paper, find, staff_required
from exams.models import Page
from exams.services.topics import names_in_use


class QuestionForm(forms.Form):
    """A question as a reviewer may put it right."""

    number = forms.CharField(max_length=60)
    marks = forms.DecimalField(min_value=0, max_digits=7, decimal_places=2, required=False)
    topic = forms.CharField(max_length=200, required=False)
    difficulty = forms.ChoiceField(choices=DIFFICULTIES)
    bloom = forms.ChoiceField(choices=BLOOM_LEVELS, label="Level of thinking")
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["topic"].widget.attrs["list"] = "known-topics"
        keys = {"number": "u", "marks": "m", "topic": "t", "difficulty": "d", "bloom": "b"}
        for name, key in {**keys, "text": "e"}.items():
            self.fields[name].widget.attrs["data-key"] = key
            self.fields[name].help_text = f"Key {key}"


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
    papers = review_queue.queue()
    first = next((one.question for entry in papers for one in entry.questions), None)
    context = {
        "papers": papers,
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
        messages.success(request, f"The doubts about {paper.label} are settled.")
        return redirect("review")
    doubtful = [one.question for entry in review_queue.queue(paper) for one in entry.questions]
    first = doubtful[0] if doubtful else paper.questions.order_by("-extraction", "position").first()
    return redirect("review_question", first.pk) if first else redirect("review")


@staff_required
@require_http_methods(["GET", "POST"])
def review_question(request: Any, question_id: int) -> HttpResponse:
    """One question beside its printed page; approved, put right or removed by one form."""
    asked = find(Question, pk=question_id)
    removing = request.POST.get("action") == "remove"
    posted = request.POST if request.method == "POST" and not removing else None
    form = QuestionForm(posted, initial=reviews.snapshot(asked))
    if removing or (posted is not None and form.is_valid()):
        following = review_queue.next_doubtful(asked)
        if removing:
            reviews.remove(asked, request.user)
            messages.success(request, f"{asked.number} is taken out. It can be put back below.")
        else:
            done = reviews.change(asked, form.cleaned_data, request.user)
            messages.success(request, f"{asked.number}: {done.get_action_display().lower()}.")
        return redirect("review_question", following.pk) if following else redirect("review")
    return render(request, "analysis/review_question.html", context_of(asked, form))


def context_of(asked: Question, form: QuestionForm) -> dict[str, Any]:
    """What the page of one question shows."""
    paper = asked.paper
    entry = next(iter(review_queue.queue(paper)), None)
    reasons = {one.question.pk: one.reasons for one in entry.questions} if entry else {}
    outline = list(asked.extraction.questions.select_related("topic").order_by("position"))
    place = [one.pk for one in outline].index(asked.pk)
    decided = reviews.latest_reviews(paper).values()
    return {
        "question": asked,
        "paper": paper,
        "form": form,
        "reasons": reasons.get(asked.pk, ()),
        "paper_reasons": entry.reasons if entry else (),
        "outline": [(one, one.pk in reasons) for one in outline],
        "before": outline[place - 1] if place else None,
        "after": outline[place + 1] if place + 1 < len(outline) else None,
        "following": review_queue.next_doubtful(asked),
        "removed": [one for one in decided if one.action == ReviewAction.REMOVED],
        "history": Review.objects.filter(
            paper=paper, key=reviews.key_at(paper, asked.position)
        ).select_related("reviewer"),
        "topics": names_in_use([paper.course] if paper.course else []),
        "pages": pages_of(asked),
    }


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
        messages.success(request, f"{decision.before['number']} is put back.")
    return redirect("review_paper", decision.paper_id)
