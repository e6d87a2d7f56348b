"""Hostile files are read here, in processes that can do no harm."""

from exams.sandbox.limits import Limits
from exams.sandbox.parent import read_pages, read_pdf
from exams.sandbox.scan_cache import ScanCache

__all__ = ["Limits", "ScanCache", "read_pages", "read_pdf"]
