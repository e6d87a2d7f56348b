"""Reviewing for programs: the queue of what is doubtful, and the verbs of its pages."""

from ninja import Query, Router

from analysis.api import review_answers as answers
from analysis.models import Question, Review, ReviewAction
from analysis.services import review_queue, reviews
from exams.access import access_paper, find
from exams.api.callers import ApiRequest, staff_only
from exams.api.schemas import Id, Limits, Listing, problems
from exams.models import Paper

router = Router(tags=["review"])
REFUSED = problems(400, 403, 404, 409, 422)
MISSING = problems(403, 404, 422)


def access_question(question_id: int) -> Question:
    """A question of this institution with its topic; raises `NotFound`."""
    return find(Question, pk=question_id)


def doubts_about(paper: Paper) -> dict[int, tuple[str, ...]]:
    """What is doubtful about each question of a paper, by its number here."""
    entries = review_queue.queue(paper)
    return {one.question.pk: one.reasons for entry in entries for one in entry.questions}


@router.get("/review", response={200: Listing[answers.PaperInReview], **problems(403, 422)})
@staff_only
def list_doubtful(request: ApiRequest, limits: Query[Limits]) -> Listing[answers.PaperInReview]:
    """Papers with something doubtful, the latest year first."""
    entries = review_queue.queue()
    part = entries[limits.offset : limits.offset + limits.limit]
    return Listing(items=[answers.answer_in_review(one) for one in part], count=len(entries))


@router.get("/review/agreement", response={200: list[answers.LabelAgreement], **problems(403)})
@staff_only
def list_agreement(request: ApiRequest) -> list[answers.LabelAgreement]:
    """How far model and reviewers agree, over the questions that were reviewed."""
    return [answers.answer_agreement(*one) for one in review_queue.agreements()]


@router.get("/review/questions/{question_id}", response={200: answers.QuestionInReview, **MISSING})
@staff_only
def get_doubtful(request: ApiRequest, question_id: Id) -> answers.QuestionInReview:
    """A question with its doubts and what was decided about it."""
    row = access_question(question_id)
    key = reviews.key_at(row.paper, row.position, row.part)
    decided = Review.objects.filter(paper=row.paper, key=key).order_by("pk")
    doubtful = answers.answer_doubtful(row, doubts_about(row.paper).get(row.pk, ()))
    return answers.QuestionInReview(
        **doubtful.model_dump(), decisions=[answers.answer_decision(one) for one in decided]
    )


@router.post("/review/questions/{question_id}", response={200: answers.Decision, **REFUSED})
@staff_only
def correct_question(
    request: ApiRequest, question_id: Id, body: answers.Correction
) -> answers.Decision:
    """Approve a question, or put it right: renumber, retag, other marks or words."""
    row = access_question(question_id)
    given = body.model_dump(exclude_unset=True)
    made = reviews.change(row, reviews.snapshot(row) | given, request.auth.user)
    return answers.answer_decision(made)


@router.post("/review/questions/{question_id}/remove", response={200: answers.Decision, **REFUSED})
@staff_only
def remove_question(request: ApiRequest, question_id: Id) -> answers.Decision:
    """Take out what is no question; it can be restored."""
    return answers.answer_decision(reviews.remove(access_question(question_id), request.auth.user))


@router.post(
    "/review/questions/{question_id}/split", response={200: list[answers.Decision], **REFUSED}
)
@staff_only
def split_question(
    request: ApiRequest, question_id: Id, body: answers.Halves
) -> list[answers.Decision]:
    """Make two questions of one."""
    halves = (body.first.model_dump(), body.second.model_dump())
    made = reviews.split(access_question(question_id), *halves, request.auth.user)
    return [answers.answer_decision(one) for one in made]


@router.post(
    "/review/questions/{question_id}/merge", response={200: list[answers.Decision], **REFUSED}
)
@staff_only
def merge_questions(
    request: ApiRequest, question_id: Id, body: answers.Other
) -> list[answers.Decision]:
    """Make one question of two of a paper."""
    row, other = access_question(question_id), access_question(body.other_id)
    made = reviews.merge(row, other, request.auth.user)
    return [answers.answer_decision(one) for one in made]


@router.post("/review/papers/{paper_id}/settle", response={200: answers.Decision, **REFUSED})
@staff_only
def settle_paper(request: ApiRequest, paper_id: Id) -> answers.Decision:
    """Say that the doubts about a paper as a whole were looked at."""
    return answers.answer_decision(reviews.settle_paper(access_paper(paper_id), request.auth.user))


@router.post(
    "/review/decisions/{review_id}/undo", response={200: list[answers.Decision], **REFUSED}
)
@staff_only
def undo_decision(request: ApiRequest, review_id: Id) -> list[answers.Decision]:
    """Take back a decision with what was decided together with it."""
    made = reviews.undo(find(Review, pk=review_id), request.auth.user)
    return [answers.answer_decision(one) for one in made]


@router.post("/review/decisions/{review_id}/restore", response={200: answers.Decision, **REFUSED})
@staff_only
def restore_question(request: ApiRequest, review_id: Id) -> answers.Decision:
    """Put back a question that this decision took out."""
    decision = find(Review, pk=review_id)
    held = reviews.latest_reviews(decision.paper).get(decision.key)
    if held != decision or decision.action != ReviewAction.REMOVED:
        raise reviews.ReviewRefused("Only a question that is taken out can be put back.")
    return answers.answer_decision(reviews.restore(decision, request.auth.user))
