"""Topics without a language model: induced from papers, and matched to questions.

Plain Python; the vocabulary and the word vectors are loaded on first use, not on import.
"""

from analysis.topics.induction import induce_topics
from analysis.topics.ranking import choose_topics, rank_topics
from analysis.topics.texts import PaperTexts

__all__ = ["PaperTexts", "choose_topics", "induce_topics", "rank_topics"]
