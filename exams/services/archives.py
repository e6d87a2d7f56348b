"""Papers that come in a ZIP: unpacked one at a time, with limits, and never by name to a disk."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from exams.errors import PaperRejected

MOST_ENTRIES = 500
MOST_BYTES = 500 * 1024**2  # of all papers of an archive together, unpacked
CHUNK = 64 * 1024
BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError)
BROKEN_INSIDE = (zlib.error, lzma.LZMAError)


def is_archive(start: bytes) -> bool:
    """Whether a file that begins like this is a ZIP."""
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def papers_in(archive: IO[bytes], name: str, most: int) -> Iterator[tuple[str, bytes]]:
    """Each file of an archive with its name; raises `PaperRejected` where it is no use.

    Folders that not all files are in say what a paper is about, so they stand before its name.

    Of each file at most `most` bytes and one more are unpacked, whatever the archive says about
    its size; the iteration ends with `PaperRejected` once all together are too many.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            left = MOST_BYTES
            entries = _entries(opened, name)
            shared = _shared(entries)
            for entry in entries:
                content = _unpacked(opened, entry, min(most, left))
                left -= len(content)
                if left < 0:
                    limit = MOST_BYTES // 1024**2
                    words = f"{name}: more than {limit} MB unpacked. Send it in parts."
                    raise PaperRejected("archive_too_large", words)
                yield plain_name(entry, shared), content
    except (*BROKEN, *BROKEN_INSIDE) as error:
        words = f"{name}: the ZIP is damaged or of a kind that is not read."
        raise PaperRejected("archive_damaged", words) from error


def _entries(opened: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    entries = [one for one in opened.infolist() if not _is_litter(one)]
    if len(entries) > MOST_ENTRIES:
        words = f"{name}: {len(entries)} files in it, more than {MOST_ENTRIES}. Send it in parts."
        raise PaperRejected("archive_too_many", words)
    if any(one.flag_bits & 1 for one in entries):
        words = f"{name}: the ZIP has a password. Send it without one."
        raise PaperRejected("archive_encrypted", words)
    if not entries:
        raise PaperRejected("archive_empty", f"{name}: there is no file in the ZIP.")
    return entries


def _shared(entries: list[zipfile.ZipInfo]) -> int:
    """How many folders all of them are in together."""
    folders = [_parts(entry)[:-1] for entry in entries]
    levels = enumerate(zip(*folders, strict=False))
    apart = (at for at, names in levels if len(set(names)) > 1)
    return next(apart, min(map(len, folders)))


def _parts(entry: zipfile.ZipInfo) -> list[str]:
    """Folders and name, without those that lead up or to a root."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    return [part for part in parts if part not in {"..", "/"}]


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    parts = _parts(entry)
    hidden = not parts or parts[0] == "__MACOSX" or parts[-1].startswith(".")
    return entry.is_dir() or hidden


def _unpacked(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The first `most` bytes of an entry, and one more where there is one."""
    found = io.BytesIO()
    with opened.open(entry) as stream:
        while found.tell() <= most:
            chunk = stream.read(min(CHUNK, most + 1 - found.tell()))
            if not chunk:
                break
            found.write(chunk)
    return found.getvalue()


def plain_name(entry: zipfile.ZipInfo, shared: int) -> str:
    """The path without its first folders, as one name without letters that steer a page."""
    name = " ".join(_parts(entry)[shared:])
    return "".join(letter for letter in name if letter.isprintable())[-200:] or "unnamed.pdf"
