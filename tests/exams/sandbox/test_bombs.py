import pytest

from exams.sandbox import Limits, read_pdf
from exams.sandbox.reading import Reading, Verdict
from tests.corpus.bombs import BOMBS, bomb

LIMITS = Limits(memory_mb=448, ocr_memory_mb=448, page_cpu_seconds=1)
# These are caught or read through; how the others end depends on the machine's speed.
EXPECTED = {
    "one page often": Verdict.TOO_LARGE,
    "huge page": Verdict.TOO_LARGE,
    "tree in itself": Verdict.CORRUPT,
    "deep tree": Verdict.CORRUPT,
    "looping table of objects": Verdict.OK,
    "deep arrays": Verdict.OK,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_read_bomb_ends_in_a_verdict(name: str) -> None:
    reading = read_pdf(bomb(name), limits=LIMITS)

    assert isinstance(reading, Reading)
    assert reading.verdict is EXPECTED.get(name, reading.verdict)
    assert reading.verdict.readable or reading.detail
