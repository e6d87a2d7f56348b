"""Topics without a language model: induced from papers, and matched to questions.

Plain Python; the vocabulary and the word vectors are loaded on first use, not on import.
"""

from analysis.topics.choosing import Chosen, choose_for_paper
from analysis.topics.courses import alike_courses, usual_course
from analysis.topics.induction import induce_topics
from analysis.topics.ranking import choose_topics, rank_topics
from analysis.topics.texts import PaperTexts

__all__ = [
    "Chosen",
    "PaperTexts",
    "alike_courses",
    "choose_for_paper",
    "choose_topics",
    "induce_topics",
    "rank_topics",
    "usual_course",
]
