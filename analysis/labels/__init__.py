"""Labels without a language model: Bloom level, command, derivation and estimated effort."""

from analysis.labels.labelling import QuestionLabels, label_question

__all__ = ["QuestionLabels", "label_question"]
