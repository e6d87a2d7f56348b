"""Django's admin in the colours of our pages."""

import re
from pathlib import Path

from profiler_site import settings

COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def test_admin_has_no_colour_of_its_own() -> None:
    static = Path(settings.__file__).parent / "static"
    ours, admin = ((static / name).read_text() for name in ("profiler.css", "admin.css"))
    light, dark = ours.split("@media (prefers-color-scheme: dark)", 1)
    pairs = re.findall(r"light-dark\((#\w+), (#\w+)\)", admin)
    assert len(COLOUR.findall(admin)) == 2 * len(pairs)
    assert {one for one, _ in pairs} <= set(COLOUR.findall(light))
    assert {one for _, one in pairs} <= set(COLOUR.findall(dark))
