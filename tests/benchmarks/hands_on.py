"""The hands of somebody at a page: real clicks and keys in a browser, counted and timed by a model.

Times are those of the keystroke-level model (S. Card, T. Moran, A. Newell, The keystroke-level
model for user performance time with interactive systems, Communications of the ACM 23, 1980):
a key .28 s (an average typist), pointing 1.1 s, a press of the button .1 s at each end, moving the
hand between mouse and keyboard .4 s, thinking before a step 1.35 s. A glance at a paper is not part
of the model; `GLANCE` is assumed, and quoted with what rests on it.
"""

from dataclasses import dataclass, field
from typing import Any

KEY, POINT, PRESS, HOME, THINK = 0.28, 1.1, 0.2, 0.4, 1.35
GLANCE = 2.5  # seconds to compare a row with the printed cover beside it


@dataclass
class Hands:
    """What was done so far, and the seconds that the model gives for it."""

    page: Any
    clicks: int = 0
    keys: int = 0
    fields: int = 0
    glances: int = 0
    pages: int = 0
    seconds: float = 0.0
    at_keys: bool = False  # whether the right hand is at the keyboard
    typed: list[str] = field(default_factory=list)

    def click(self, target: Any) -> None:
        """Decide, point at something and press."""
        target.click()
        self.clicks += 1
        self.seconds += THINK + POINT + PRESS + HOME * self.at_keys
        self.at_keys = False

    def type_into(self, target: Any, words: str, why: str) -> None:
        """Replace what a field says, and go on with Enter; point at it only if not there yet."""
        if target.evaluate("one => one === document.activeElement"):
            self.seconds += THINK
        else:
            self.click(target)
            target.press("Control+a")
            self.keys += 2
            self.seconds += HOME + 2 * KEY
        keys = completed(target, words) + 1
        target.press("Enter")
        self.at_keys = True
        self.keys += keys
        self.fields += 1
        self.seconds += keys * KEY
        self.typed.append(f"{why}: {words}")

    def drop(self, target: Any, files: list[Any]) -> None:
        """Mark files and drag them onto the page; the browser takes them as it does a drop."""
        target.set_input_files(files)
        self.clicks += 2
        self.seconds += THINK + 2 * (POINT + PRESS)

    def glance(self) -> None:
        """Look over a paper."""
        self.glances += 1
        self.seconds += GLANCE

    def scroll_through(self) -> None:
        """Turn the page down from top to bottom, a screen at a time."""
        screens = self.page.evaluate("document.body.scrollHeight / innerHeight")
        self.keys += int(screens)
        self.seconds += int(screens) * KEY

    def told(self) -> str:
        """All of it in a line."""
        return (
            f"{self.seconds:.0f} s of hands-on work: {self.glances} glances of {GLANCE} s, "
            f"{self.clicks} clicks, {self.keys} keys, {self.fields} fields typed, "
            f"{self.pages} pages"
        )


def completed(target: Any, words: str) -> int:
    """Type words until the page has completed them; the keys that it took."""
    for typed, letter in enumerate(words, 1):
        target.press_sequentially(letter)
        if target.input_value() == words:
            return typed
    return len(words)
