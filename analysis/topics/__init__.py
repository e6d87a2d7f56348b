"""Topics without a language model: induced from papers, matched to questions, read from a syllabus.

Plain Python; the vocabulary and the word vectors are loaded on first use, not on import.
"""

from analysis.topics.induction import induce_topics
from analysis.topics.ranking import rank_topics
from analysis.topics.syllabus import read_items, read_syllabus
from analysis.topics.texts import PaperTexts

__all__ = ["PaperTexts", "induce_topics", "rank_topics", "read_items", "read_syllabus"]
