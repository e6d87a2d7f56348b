"""The process that reads a Word document from its standard input and writes its text."""

import sys

from exams.sandbox.limits import allow_cpu_seconds, confine
from exams.syllabus.document import BadDocument, text_of_document

MEMORY_MB = 256
CPU_SECONDS = 10


def main() -> None:
    """Write the text and end with 0; or write in words what is wrong and end with 1."""
    most = int(sys.argv[1])
    content = sys.stdin.buffer.read()
    confine(MEMORY_MB)
    allow_cpu_seconds(CPU_SECONDS)
    try:
        words, code = text_of_document(content)[:most], 0
    except BadDocument as error:
        words, code = str(error), 1
    except MemoryError:
        words, code = "The document unpacks to more than a syllabus can be. Paste its text.", 1
    sys.stdout.buffer.write(words.encode("utf-8", errors="replace"))
    sys.stdout.flush()
    sys.exit(code)
