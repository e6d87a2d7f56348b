"""Forty real papers from the drop to the last one filed: hands-on seconds, and the machine's.

    filing_by_hand.py CORPUS HOME [--papers N] [--ways WAY ...] [--by-print] [--pictures FOLDER]

A web server and a worker are started on HOME, an empty folder, with a new institution for each way:
`neutral` drops the PDFs as scan_001.pdf and so on, so that their names say nothing, `named` under
their own names, `zip` in one ZIP under their own folders and names. N papers are taken evenly from
all folders of CORPUS, whose `manifest.csv` gives `path`, `institution`, `course`, `year` and
`professor`. After the first way its recognised scans are handed on to the others, so only its
reading time counts.

The person knows what the manifest says, and types all that the page says otherwise, also where the
print is on the page's side; with --by-print a course that was read is left as it was printed. Where
the manifest's course is no title ("Misc", "as in file name") any
course is accepted; where it names nobody, whom the cover names, else one lecturer for each folder.
Names that nobody has printed are of 14 letters at most. Seconds are those of `hands_on`: letters
until the page completes them, Enter to the next field that the page wants looked at, and pointing
at all others.
"""

import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.hands_on import Hands

ROOT = Path(__file__).resolve().parents[2]
PORT, PASSWORD = 8971, "filing-by-hand"
NO_TITLE = re.compile(r"misc|compilation|papers$|as in file name", re.IGNORECASE)
PATIENCE = 60 * 60 * 1000  # milliseconds
TRIES = 3
Truth = Mapping[str, str]


def evenly(rows: Sequence[Truth], count: int) -> list[Truth]:
    """So many papers, from all parts of the list."""
    return [rows[at * len(rows) // count] for at in range(min(count, len(rows)))]


def prepare(ways: list[str]) -> dict[str, int]:
    """The tables, and an institution with one member of staff for each way; their numbers."""
    import django  # noqa: PLC0415  # after HOME is known

    from profiler_site import embedded_postgres  # noqa: PLC0415  # the same

    embedded_postgres.start(Path(os.environ["PROFILER_HOME"]))
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs settings
    from django.db import connections  # noqa: PLC0415

    from exams.enums import Role  # noqa: PLC0415
    from exams.models import Institution, Membership, User  # noqa: PLC0415
    from exams.tenancy import institution_scope  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    numbers = {}
    for way in ways:
        institution = Institution.objects.create(slug=way, name=way.title())
        numbers[way] = institution.pk
        with institution_scope(institution.pk):
            user = User.objects.create_user(f"{way}@example.org", PASSWORD, name="Staff")
            Membership.objects.create(user=user, role=Role.OWNER)
    connections.close_all()
    return numbers


def named(way: str, papers: list[Truth], corpus: Path, folder: Path) -> dict[str, Truth]:
    """The files to drop, by the names under which the page will show them."""
    shown: dict[str, Truth] = {}
    folder.mkdir(parents=True, exist_ok=True)
    for number, paper in enumerate(papers, 1):
        own = paper["path"].rpartition("/")[2]
        name = f"scan_{number:03}.pdf" if way == "neutral" else own
        shutil.copy(corpus / paper["path"], folder / name)
        shown[paper["path"].replace("/", " ") if way == "zip" else name] = paper
    return shown


def zipped(papers: list[Truth], corpus: Path, file: Path) -> Path:
    """A ZIP of the papers in their folders."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for paper in papers:
            archive.write(corpus / paper["path"], paper["path"])
    return file


def upload(hands: Hands, base: str, files: list[Path]) -> tuple[float, float]:
    """Drop the files and wait until all are read: seconds until taken, and until read."""
    page = hands.page
    page.goto(f"{base}staff/papers/upload/")
    hands.pages += 1
    hands.drop(page.locator("input[type=file]"), [str(file) for file in files])
    began = time.monotonic()
    hands.click(page.get_by_role("button", name="Upload"))
    page.wait_for_url("**/staff/papers/filing/", timeout=PATIENCE)
    taken = time.monotonic() - began
    while page.locator("[hx-get]").count() and not page.get_by_text("All papers are read.").count():
        page.wait_for_timeout(500)
    read = time.monotonic() - began
    page.wait_for_timeout(2000)  # the page may be about to show itself anew
    page.goto(f"{base}staff/papers/filing/")
    hands.pages += 2
    return taken, read


def right(name: str, found: str, truth: Truth) -> bool:
    """Whether a person who knows the truth leaves a field as it is."""
    from tests.benchmarks.filing_fields import verdict  # noqa: PLC0415  # needs settings

    if name == "course" and ("untitled" in truth or NO_TITLE.search(truth["course"])):
        return bool(found)
    if name == "professor" and not truth["professor"]:
        return bool(found)
    return not truth[name] or verdict(found, truth[name]) == "right"


def wanted(name: str, truth: Truth) -> str:
    """What the person types."""
    if name == "professor":
        return truth["professor"] or f"Ada {truth['path'].split('/')[1]:.10}"
    return truth[name] or "2020"


def look_over(hands: Hands, shown: Mapping[str, Truth]) -> None:
    """Read all groups and rows, and put right what is wrong."""
    hands.scroll_through()
    for group in hands.page.locator("fieldset.group").all():
        rows = group.locator("ul.papers > li").all()
        truths = [shown[row.locator(".what label").inner_text().strip()] for row in rows]
        for name in ("course", "professor"):
            put_right(hands, group, rows, truths, name)
        for row, truth in zip(rows, truths, strict=True):
            hands.glance()
            field = row.locator("input[name$=-year]")
            if not right("year", field.input_value(), truth):
                hands.type_into(field, wanted("year", truth), f"{truth['path']} year")
            if not (tick := row.locator("input[name$=-take]")).is_checked():
                hands.click(tick)


def put_right(hands: Hands, group: Any, rows: list[Any], truths: list[Truth], name: str) -> None:
    """The name at the group, where most of its rows need another; then at the rows left."""
    whole = group.locator(f".fields input[name$=-{name}]")
    own = [row.locator(f"input[name$=-{name}]") for row in rows]
    said = [field.input_value() or whole.input_value() for field in own]
    wrong = [at for at, truth in enumerate(truths) if not right(name, said[at], truth)]
    if not wrong:
        return
    words = Counter(wanted(name, truths[at]) for at in wrong).most_common(1)[0][0]
    if not whole.input_value() or 2 * len(wrong) > len(rows):
        hands.type_into(whole, words, f"{len(rows)} papers {name}")
        wrong = [at for at in wrong if wanted(name, truths[at]) != words]
    for at in wrong:
        details = rows[at].locator("details")
        if details.get_attribute("open") is None:
            hands.click(details.locator("summary"))
        hands.type_into(own[at], wanted(name, truths[at]), f"{truths[at]['path']} {name}")


def post(hands: Hands) -> None:
    """Allow what is new, and file."""
    for tick in hands.page.locator(".decide input[type=checkbox]").all():
        if not tick.is_checked():
            hands.click(tick)
    hands.click(hands.page.get_by_role("button", name="File all ticked papers"))
    hands.page.wait_for_load_state()
    hands.pages += 1


def file_all(hands: Hands, shown: Mapping[str, Truth]) -> str:
    """Look over and file until nothing is left; what the last page says."""
    for _ in range(TRIES):
        look_over(hands, shown)
        post(hands)
        if not hands.page.locator("fieldset.group").count():
            break
    return " ".join(note.inner_text() for note in hands.page.locator("main > .note").all())


@contextmanager
def served() -> Any:
    """A web server and a worker, as everybody starts them."""
    command = [sys.executable, "manage.py", "up", "--no-demo", "--port", str(PORT)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        from profiler_site.management.commands.up import wait_until_served  # noqa: PLC0415

        wait_until_served(PORT, process)
        yield
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Serve, drop, wait, file, print; for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("home", type=Path)
    parser.add_argument("--papers", type=int, default=40)
    parser.add_argument("--ways", nargs="+", default=["neutral", "named", "zip"])
    parser.add_argument("--by-print", action="store_true")
    parser.add_argument("--pictures", type=Path)
    args = parser.parse_args()
    os.environ |= {
        "PROFILER_HOME": str(args.home.resolve()),
        "DJANGO_SETTINGS_MODULE": "profiler_site.settings",
    }
    with (args.corpus / "manifest.csv").open(newline="") as file:
        papers = evenly(list(csv.DictReader(file)), args.papers)
    if args.by_print:
        papers = [{**paper, "untitled": "yes"} for paper in papers]
    numbers = prepare(args.ways)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # Django refuses its loop

    scans, first = args.home / "scans", str(numbers[args.ways[0]])
    with served(), sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for way in args.ways:
            if way != args.ways[0]:
                shutil.copytree(scans / first, scans / str(numbers[way]), dirs_exist_ok=True)
            base = f"http://127.0.0.1:{PORT}/at/{way}/"
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.goto(f"{base}login/")
            page.fill("input[name=username]", f"{way}@example.org")
            page.fill("input[name=password]", PASSWORD)
            page.click("main button")
            hands, folder = Hands(page), args.home / "dropped" / way
            shown = named(way, papers, args.corpus, folder)
            files = sorted(folder.iterdir())
            if way == "zip":
                files = [zipped(papers, args.corpus, args.home / "papers.zip")]
            taken, read = upload(hands, base, files)
            if args.pictures:
                page.screenshot(path=str(args.pictures / f"{way}.png"), full_page=True)
            last = file_all(hands, shown)
            print(f"{way}: taken in {taken:.1f} s, read in {read:.0f} s; {hands.told()}; {last}")
            print("\n".join(f"    {words}" for words in hands.typed), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
