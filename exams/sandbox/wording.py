"""What staff are told about a file or a page: what is wrong and what to do."""

from collections.abc import Mapping

from exams.sandbox.reading import Verdict

FILE_WORDS: dict[Verdict, str] = {
    Verdict.EMPTY: "There is nothing to read in the file. Upload the paper again.",
    Verdict.NOT_PDF: "The file is no PDF. Save or print the paper as a PDF and upload that.",
    Verdict.ENCRYPTED: (
        "The file is protected by a password. Ask for a copy without it, or print it to a new PDF."
    ),
    Verdict.CORRUPT: "The file is damaged. Ask for the original, or print it to a new PDF.",
    Verdict.TOO_LARGE: "The file is too large. Split it into single papers.",
    Verdict.TIMED_OUT: "Reading the file took too long. Print it to a new PDF and upload that.",
    Verdict.OUT_OF_MEMORY: (
        "Reading the file took too much memory. Print it to a new PDF and upload that."
    ),
    Verdict.CRASHED: "The file could not be read. Print it to a new PDF and upload that.",
}
_PAGE_WORDS: dict[Verdict, str] = {
    Verdict.CORRUPT: "damaged",
    Verdict.TOO_LARGE: "too large",
    Verdict.TIMED_OUT: "too slow to read",
    Verdict.OUT_OF_MEMORY: "in need of too much memory",
    Verdict.CRASHED: "impossible to read",
}
_TO_DO = "The rest was read. Print those pages to a new PDF if they matter."


def empty_file() -> str:
    """Words for a file of no bytes."""
    return "The file is empty (0 bytes). Upload the paper again."


def too_many_bytes(size: int, most: int) -> str:
    """Words for a file of `size` bytes where `most` are allowed."""
    return (
        f"The file has {size / 2**20:.1f} MB, more than the {most / 2**20:.0f} MB allowed. "
        "Split it, or scan it in fewer shades."
    )


def too_many_pages(count: int, most: int) -> str:
    """Words for a file of `count` pages where `most` are allowed."""
    return f"The file has {count} pages, more than the {most} allowed. Split it into single papers."


def unopened(reason: str) -> str:
    """Words for a file that is not there or may not be opened."""
    return f"The file could not be opened ({reason}). Upload the paper again."


def failed_pages(failed: Mapping[int, Verdict]) -> str:
    """Words for the pages that could not be read, by number; empty where there is none."""
    if not failed:
        return ""
    said = []
    for verdict in dict.fromkeys(failed.values()):
        numbers = sorted(number for number, other in failed.items() if other is verdict)
        noun = "Page" if len(numbers) == 1 else "Pages"
        verb = "is" if len(numbers) == 1 else "are"
        said.append(f"{noun} {_listed(numbers)} {verb} {_PAGE_WORDS[verdict]}.")
    return " ".join([*said, _TO_DO])


def no_outline() -> str:
    """Words for a paper that was read but not taken apart."""
    return "The text was read, but its questions could not be told apart."


def _listed(numbers: list[int]) -> str:
    """Numbers with runs as ranges: 1, 3-5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
