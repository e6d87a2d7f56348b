"""All that a published profile says, as one value: the page and the PDF are drawn from it."""

from datetime import date

from analysis.schemas import BloomLevel, DifficultyLevel, Frozen
from analysis.statistics.results import Analysis


class DocumentPaper(Frozen):
    """One paper that the profile rests on."""

    id: int
    label: str  # "2023 winter"
    file_name: str
    pages: int | None = None
    questions: int
    confidence: float | None = None  # of the extraction, 0 to 1
    illegible: tuple[str, ...] = ()  # numbers of questions that could not be read
    note: str = ""  # what was doubtful in it, in words; empty where nothing was


class LeftOutPaper(Frozen):
    """One paper that was given but could not be used."""

    file_name: str
    reason: str  # in words for students


class DocumentQuestion(Frozen):
    """One printed question, as proof in the report."""

    id: int
    paper_id: int
    number: str  # as printed: "3(b)(ii)"
    text: str
    marks: float | None
    page: int
    topic: str
    difficulty: DifficultyLevel
    bloom: BloomLevel
    requires_derivation: bool = False


class Statement(Frozen):
    """One finding in words, with the key of the evidence that proves it."""

    title: str
    text: str
    key: str = ""  # as `reports.evidence.find_evidence` knows it; empty for none


class ProfileDocument(Frozen):
    """One professor's profile, complete.

    `engine` says in words who labelled the questions; `offline` is true where no language model
    took part. `questions` may be left empty for the page, which opens the evidence by its links;
    the PDF prints them, so that it proves itself without a server.
    """

    institution: str
    professor: str
    professor_id: int | None = None  # None: made on the command line, nothing to link to
    courses: tuple[str, ...]
    engine: str  # "gpt-5.5", "rules and statistics"
    offline: bool
    made_on: date
    papers: tuple[DocumentPaper, ...]
    left_out: tuple[LeftOutPaper, ...] = ()
    statements: tuple[Statement, ...] = ()
    analysis: Analysis
    questions: tuple[DocumentQuestion, ...] = ()

    @property
    def made_with(self) -> str:
        """How the labels were made, in one sentence."""
        if self.offline:
            return f"Made without a language model, by {self.engine}."
        return f"Questions labelled by {self.engine}; all numbers computed from the papers."
