"""What OCR found, kept by what was recognised: the same page costs it once.

The child names the key, so a file that has taken its child over can plant or fetch a page of
which it knows every pixel. Hence a cache belongs to one institution, never to several.
"""

import logging
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from exams.reading.page import TextSource
from exams.sandbox.messages import PageRead

_logger = logging.getLogger(__name__)
_KEY = re.compile(r"[0-9a-f]{64}\Z")
_DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class ScanCache:
    """A folder of recognised pages, at most so many bytes, each for so many days after its use."""

    folder: Path
    most_bytes: int = 256 * 2**20
    most_days: float = 30.0

    def fetch(self, key: str, number: int) -> PageRead | None:
        """The recognised page kept under `key`, as page `number`; None where there is none."""
        if not _KEY.match(key):
            return None
        file = self.folder / key
        try:
            page = PageRead.model_validate_json(file.read_bytes())
            os.utime(file)
        except OSError:
            return None
        except ValidationError:
            _logger.warning("%s holds no page; it is recognised again", file)
            file.unlink(missing_ok=True)
            return None
        return page.model_copy(update={"number": number})

    def keep(self, key: str, page: PageRead) -> None:
        """Keep a recognised page; one that cannot be written is recognised again next time."""
        if not _KEY.match(key) or page.needs_ocr or page.source is not TextSource.OCR:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(page.model_dump_json().encode())
            Path(file.name).replace(self.folder / key)
        except OSError as error:
            _logger.warning("cannot keep a recognised page in %s: %s", self.folder, error)

    def trim(self) -> None:
        """Remove what is too old, then what was used longest ago, down to the size allowed."""
        with suppress(OSError):
            files = [(file, file.stat()) for file in self.folder.iterdir()]
            left = sum(stat.st_size for _, stat in files)
            oldest = time.time() - self.most_days * _DAY
            for file, stat in sorted(files, key=lambda pair: pair[1].st_mtime):
                if left <= self.most_bytes and stat.st_mtime >= oldest:
                    return
                file.unlink(missing_ok=True)
                left -= stat.st_size
