"""How far two raters agree beyond what chance would give."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `rated` things: the share named alike (0 to 1), and Cohen's kappa where it is defined."""

    rated: int
    share: float
    kappa: float | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement | None:
    """The agreement of two raters, a pair of names for each thing rated; None for no thing.

    kappa = (p - e) / (1 - e), with p the share named alike and e that expected from how often each
    rater used each name (J. Cohen, 1960). Undefined, so None, where both use one name throughout.
    """
    rated = len(pairs)
    if not rated:
        return None
    share = sum(one == other for one, other in pairs) / rated
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    alike = sum(count * second[name] for name, count in first.items())
    if alike == rated * rated:
        return Agreement(rated, share, None)
    expected = alike / rated**2
    return Agreement(rated, share, (share - expected) / (1 - expected))
