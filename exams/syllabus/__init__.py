"""A syllabus out of a file: its text, and the topics in it with what stands under each.

Plain Python. Files are read in the sandbox, for whoever uploads one may mean harm.
"""

from exams.syllabus.files import MOST_BYTES, SyllabusUnreadable, read_file
from exams.syllabus.tree import SyllabusTopic, item_topics, read_tree, topic_names, write_tree

__all__ = [
    "MOST_BYTES",
    "SyllabusTopic",
    "SyllabusUnreadable",
    "item_topics",
    "read_file",
    "read_tree",
    "topic_names",
    "write_tree",
]
