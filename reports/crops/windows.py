"""Questions in lists as they are printed, with what stands above them."""

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse

from analysis.models import Question
from exams.models import Page
from reports.crops.crop import Box, Crop, crop_question
from reports.crops.cuts import Pages, pages_of
from reports.crops.figures import figures_of
from reports.crops.stems import stems_above, stems_of

MOST = 40  # questions; of longer lists the words are shown, since each page is a picture

Windows = Mapping[int, tuple[Crop, ...]]  # by question


def windows_of(questions: Sequence[Question]) -> Windows:
    """The printed places of each question: of its stems, then its own; two queries.

    Empty for more than `MOST` questions; a question whose page has no picture has no window.
    """
    if not questions or len(questions) > MOST:
        return {}
    papers = {one.paper_id for one in questions}
    pages, stems = pages_of(papers), stems_of(papers)
    found = {}
    for one in questions:
        above = [stem.boxes for stem in stems_above(stems, one, set())]
        places = [*above, [*one.boxes, *figures_of(one).own]]
        found[one.pk] = tuple(
            crop for boxes in places for crop in crop_boxes(one.paper_id, boxes, pages)
        )
    return found


def crop_boxes(paper: int, boxes: Sequence[Box], pages: Pages) -> Iterator[Crop]:
    """A window into each page of a paper on which there are boxes."""
    for number in sorted({int(box[0]) for box in boxes}):
        page = pages.get((paper, number))
        if page is None:
            continue
        crop = crop_question(boxes, number, (page.width, page.height), picture_address(page))
        if crop is not None:
            yield crop


def picture_address(page: Page) -> str:
    """Where the picture of a page is served; empty where there is none."""
    return reverse("page_picture", args=[page.paper_id, page.number]) if page.picture else ""
