"""Take the pictures of the docs: `python -m tests.e2e.pictures [ADDRESS]`, while `make run` serves.

Shows the sample papers only, as a person meets them: from the first page by clicks.
"""

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SLUG, PASSWORD = "norvale", "norvale-demo"  # of the sample papers: profiler_site/demo/seed.py
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DESK, PHONE = (1200, 900), (390, 844)  # CSS pixels
PROFILE = "main a[href*='/professors/']"


@dataclass(frozen=True)
class Picture:
    """What to click from the first page on (selectors of links), and on what device."""

    name: str
    clicks: tuple[str, ...]
    who: str = "student"
    size: tuple[int, int] = DESK
    dark: bool = False


PICTURES = (
    Picture("profile", (PROFILE,)),
    Picture("profile-phone", (PROFILE,), size=PHONE, dark=True),
    Picture("question", (PROFILE, "a[href*='/evidence/topic-']", "a[href*='/questions/']")),
    Picture("plan", (PROFILE, "a[href$='/plan/']")),
    Picture("practice", (PROFILE, "a[href$='/plan/']", "a[href$='/practice/']")),
    Picture("job", ("a[href$='/staff/analyses/']", "main a[href*='/staff/analyses/']"), "staff"),
    Picture("dashboard", ("a[href$='/staff/']",), "staff"),
    Picture("review", ("a[href$='/staff/']", "main a[href*='/staff/review/']"), "staff"),
)


def take(browser: Browser, base: str, picture: Picture) -> None:
    """Write docs/pictures/<name>.png."""
    context = browser.new_context(
        viewport={"width": picture.size[0], "height": picture.size[1]},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    )
    with context:
        page = context.new_page()
        log_in(page, base, picture.who)
        for selector in picture.clicks:
            page.goto(str(page.locator(selector).first.evaluate("link => link.href")))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{picture.name}.png")


def log_in(page: Page, base: str, who: str) -> None:
    page.goto(base)
    page.get_by_label("E-mail").fill(f"{who}@norvale.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(base)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://localhost:8000")
    base = f"{parser.parse_args().address}/at/{SLUG}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, base, picture)
            sys.stdout.write(f"{FOLDER / picture.name}.png\n")


if __name__ == "__main__":
    main()
