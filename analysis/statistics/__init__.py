"""Numbers by code: pure functions from the questions of papers to what they show."""

from analysis.statistics.analysis import analyse

__all__ = ["analyse"]
