"""Which of many p-values to believe."""

from collections.abc import Iterable, Sequence

import scipy  # its parts are loaded where they are first used: most processes never need them

# Many things are tested at once; of those shown as different, one in ten may be chance.
FALSE_DISCOVERY_RATE = 0.10
LEVEL = 0.05


def largest_believed(p_values: Iterable[float]) -> float:
    """The largest p-value that passes both 5 % and Benjamini and Hochberg's correction (1995).

    -1 where none does, so that no p-value is below it.
    """
    ordered = sorted(p_values)
    passed = (
        p
        for rank, p in enumerate(ordered, start=1)
        if p <= FALSE_DISCOVERY_RATE * rank / len(ordered)
    )
    return min(LEVEL, max(passed, default=-1.0))


def difference(left: Sequence[float], right: Sequence[float]) -> float:
    """Mann and Whitney's two-sided p-value that two lists of figures differ; 1 if all are equal."""
    if len({*left, *right}) == 1:
        return 1.0
    return float(scipy.stats.mannwhitneyu(left, right).pvalue)
