"""The work behind the hub's tools, on rows: the agents see aliases and digests only."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from analysis.agents.budget import Budget
from analysis.agents.extraction import label_paper, reread_paper
from analysis.agents.extraction_labels import PaperLabels
from analysis.agents.model import ChatModel
from analysis.enums import PaperState, Stage
from analysis.errors import RunInterrupted, StopJob, ToolFailed
from analysis.models import Extraction, Job, JobPaper, Step
from analysis.services.doubts import doubts
from analysis.services.extractions import (
    apply_reread,
    doubtful_numbers,
    paper_to_label,
    store_labels,
    stored_extraction,
)
from analysis.services.findings import analyse_papers, keep_analysis
from analysis.services.jobs import Lease, enter
from analysis.services.journal import DatabaseJournal
from analysis.services.store import fenced, patiently, reaching
from analysis.services.topics import topics_for
from exams.failpoints import failpoint
from exams.models import Paper
from exams.outline.model import Outline
from exams.sandbox.reading import Verdict

Digest = dict[str, Any]
Publish = Callable[[Lease], Digest]  # writes the report of a job and answers what the hub may know

ANALYSIS = "analysis_1"  # a job has one; a later one takes its place
KINDS = {
    Verdict.ENCRYPTED: "EncryptionError",
    Verdict.CORRUPT: "DamagedFile",
    Verdict.EMPTY: "EmptyPaper",
}


@dataclass(frozen=True, slots=True)
class JobSpokes:
    """What `analysis.agents.hub_tools.Spokes` asks for, over the rows of one job.

    Every method may be called again after a crash: what is stored is not asked for twice.
    """

    lease: Lease
    model: ChatModel
    journal: DatabaseJournal
    budget: Budget
    topics: tuple[str, ...]
    publish: Publish

    async def extract_exam_data(self, paper: str) -> Digest:
        """Label one paper, unless this engine has done so before."""
        try:
            extraction = await self._extraction(paper)
        except RunInterrupted:
            raise
        except (ToolFailed, StopJob) as error:
            words = error.error if isinstance(error, ToolFailed) else error.words
            await patiently(partial(self._leave_out, paper, words))
            raise
        return await patiently(partial(self._extracted, paper, extraction))

    async def reread_questions(self, paper: str, questions: tuple[str, ...]) -> Digest:
        """Ask again about some questions of a labelled paper, and keep what its page bears out."""
        row, outline, stored = await patiently(partial(self._look_up, paper))
        if stored is None:
            raise ToolFailed(f"{paper} is not extracted.", "Call extract_exam_data.")
        again = await patiently(partial(self._to_label, paper, row, outline))
        topics = await patiently(partial(self._topics_of, row))
        labels = await reread_paper(self.model, again, topics, questions, self.journal, self.budget)
        return await patiently(partial(self._reread, paper, stored, labels))

    async def analyze_patterns(self, papers: tuple[str, ...]) -> Digest:
        """Compute the statistics of these papers and keep them with their proofs."""
        return await patiently(partial(self._analyse, papers))

    async def generate_report(self, analysis: str) -> Digest:
        """Write and publish the report of the job's analysis."""
        if analysis != ANALYSIS:
            raise ToolFailed(f"There is no {analysis}.", f"The analysis is {ANALYSIS}.")
        return await patiently(self._report)

    async def _extraction(self, alias: str) -> Extraction:
        paper, outline, stored = await patiently(partial(self._look_up, alias))
        if stored is not None:
            return stored
        to_label = await patiently(partial(self._to_label, alias, paper, outline))
        topics = await patiently(partial(self._topics_of, paper))
        labels = await label_paper(self.model, to_label, topics, self.journal, self.budget)
        extraction = await patiently(partial(self._store, paper, outline, labels))
        failpoint("extraction.stored")
        return extraction

    def _look_up(self, alias: str) -> tuple[Paper, Outline, Extraction | None]:
        with fenced(self.lease):
            paper = self._entry(alias).paper
            outline = paper.outline
            if not paper.readable or outline is None:
                kind = KINDS.get(Verdict(paper.verdict or Verdict.CRASHED), "UnreadablePaper")
                raise ToolFailed(paper.detail, "Go on with the other papers.", kind=kind)
            if not outline.questions:
                words = "No questions were found in it. Is it an exam paper?"
                raise ToolFailed(words, "Go on with the other papers.", kind="NoQuestions")
            return paper, outline, stored_extraction(paper, self.model.name)

    def _to_label(self, alias: str, paper: Paper, outline: Outline) -> Any:
        with fenced(self.lease):
            return paper_to_label(alias, paper, outline)

    def _topics_of(self, paper: Paper) -> tuple[str, ...]:
        with fenced(self.lease):
            return topics_for(paper, self.topics)

    def _store(self, paper: Paper, outline: Outline, labels: PaperLabels) -> Extraction:
        with fenced(self.lease):
            topics = topics_for(paper, self.topics)
            extraction = store_labels(paper, outline, labels, self.model.name, topics)
            failpoint("extraction.uncommitted")
            return extraction

    def _reread(self, alias: str, extraction: Extraction, labels: PaperLabels) -> Digest:
        with fenced(self.lease):
            asked = Step.objects.filter(
                job_id=self.lease.job_id, key__startswith=f"reread:{alias}:"
            )
            Extraction.objects.filter(pk=extraction.pk).update(rereads=asked.count())
            return apply_reread(extraction, labels)

    def _extracted(self, alias: str, extraction: Extraction) -> Digest:
        with fenced(self.lease):
            entry = self._entry(alias)
            JobPaper.objects.filter(pk=entry.pk).update(state=PaperState.EXTRACTED, reason="")
            return extraction_digest(entry, extraction)

    def _leave_out(self, alias: str, reason: str) -> None:
        with fenced(self.lease):
            entry = self._entry(alias)
            JobPaper.objects.filter(pk=entry.pk).update(state=PaperState.LEFT_OUT, reason=reason)

    def _analyse(self, aliases: tuple[str, ...]) -> Digest:
        with reaching():
            enter(self.lease, Stage.ANALYSE)
        failpoint("analysis.entered")
        with fenced(self.lease):
            job = Job.objects.select_related("professor").get(pk=self.lease.job_id)
            entries = job.papers.select_related("paper__course").filter(alias__in=aliases)
            analysis = analyse_papers(job, list(entries), self.model.name)
            keep_analysis(job, analysis)
            failpoint("analysis.uncommitted")
        failpoint("analysis.kept")
        report = analysis.report
        return {
            "analysis": ANALYSIS,
            "papers": report.total_papers_analyzed,
            "topics": len(report.topic_frequencies),
            "safe_zones": list(report.safe_zones[:5]),
            "danger_zones": list(report.danger_zones[:5]),
            "predicted": list(report.predicted_topics_next_exam[:5]),
            "confidence": round(report.confidence_score, 2),
        }

    def _report(self) -> Digest:
        with reaching():
            enter(self.lease, Stage.REPORT)
            failpoint("report.entered")
            published = self.publish(self.lease)
        failpoint("report.published")
        return published

    def _entry(self, alias: str) -> JobPaper:
        entries = JobPaper.objects.select_related("paper__course", "job__professor")
        return entries.get(job_id=self.lease.job_id, alias=alias)


def extraction_digest(entry: JobPaper, extraction: Extraction) -> Digest:
    """What the hub may know of a labelled paper: a few hundred characters, whatever its length."""
    outline = entry.paper.outline
    questions = list(extraction.questions.select_related("topic"))
    topics = Counter(question.topic.name for question in questions if question.topic)
    return {
        "questions": len(questions),
        "marks": outline.scorecard.marks_sum if outline else None,
        "confidence": round(extraction.confidence, 2),
        "topics": [name for name, _ in topics.most_common(3)],
        "warnings": doubts(entry.paper, entry.job.professor),
        "doubtful": doubtful_numbers(outline) if outline else [],
    }
