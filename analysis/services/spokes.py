"""The work behind the hub's tools, on rows: the agents see aliases and digests only."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet

from analysis.agents.budget import Budget
from analysis.agents.extraction import label_paper, reread_paper
from analysis.agents.extraction_labels import PaperLabels
from analysis.agents.extraction_text import PaperToLabel
from analysis.agents.model import ChatModel
from analysis.enums import PaperState, Stage
from analysis.errors import RunInterrupted, StopJob, ToolFailed
from analysis.models import Extraction, Job, JobPaper, Step
from analysis.services.doubts import doubts_of
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
class Read:
    """A paper of the job that can be labelled."""

    entry: JobPaper
    outline: Outline


@dataclass(frozen=True, slots=True)
class Shown:
    """What the model is shown of a paper."""

    paper: PaperToLabel
    topics: tuple[str, ...]


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
            return await self._extraction(paper)
        except RunInterrupted:
            raise
        except (ToolFailed, StopJob) as error:
            words = error.error if isinstance(error, ToolFailed) else error.words
            await patiently(partial(self._leave_out, paper, words))
            raise

    async def reread_questions(self, paper: str, questions: tuple[str, ...]) -> Digest:
        """Ask again about some questions of a labelled paper, and keep what its page bears out."""
        stored, shown = await patiently(partial(self._look_up_again, paper))
        labels = await reread_paper(
            self.model, shown.paper, shown.topics, questions, self.journal, self.budget
        )
        return await patiently(partial(self._reread, paper, stored, labels))

    async def analyze_patterns(self, papers: tuple[str, ...]) -> Digest:
        """Compute the statistics of these papers and keep them with their proofs."""
        return await patiently(partial(self._analyse, papers))

    async def generate_report(self, analysis: str) -> Digest:
        """Write and publish the report of the job's analysis."""
        if analysis != ANALYSIS:
            raise ToolFailed(f"There is no {analysis}.", f"The analysis is {ANALYSIS}.")
        return await patiently(self._report)

    async def _extraction(self, alias: str) -> Digest:
        read, shown = await patiently(partial(self._look_up, alias))
        if not isinstance(shown, Shown):
            return shown
        labels = await label_paper(self.model, shown.paper, shown.topics, self.journal, self.budget)
        digest = await patiently(partial(self._store, read, shown.topics, labels))
        failpoint("extraction.stored")
        return digest

    def _look_up(self, alias: str) -> tuple[Read, Shown | Digest]:
        """A paper with what the model is to be shown of it, or with what it was labelled before."""
        with fenced(self.lease):
            read = self._readable(alias)
            stored = stored_extraction(read.entry.paper, self.model.name)
            return read, self._shown(read) if stored is None else self._noted(read, stored)

    def _look_up_again(self, alias: str) -> tuple[Extraction, Shown]:
        with fenced(self.lease):
            read = self._readable(alias)
            stored = stored_extraction(read.entry.paper, self.model.name)
            if stored is None:
                raise ToolFailed(f"{alias} is not extracted.", "Call extract_exam_data.")
            return stored, self._shown(read)

    def _readable(self, alias: str) -> Read:
        entries = self._entry(alias).select_related("paper__course", "job__professor")
        entry = entries.prefetch_related("paper__course__versions").get()
        paper, outline = entry.paper, entry.paper.outline
        if not paper.readable or outline is None:
            kind = KINDS.get(Verdict(paper.verdict or Verdict.CRASHED), "UnreadablePaper")
            raise ToolFailed(paper.detail, "Go on with the other papers.", kind=kind)
        if not outline.questions:
            words = "No questions were found in it. Is it an exam paper?"
            raise ToolFailed(words, "Go on with the other papers.", kind="NoQuestions")
        return Read(entry, outline)

    def _shown(self, read: Read) -> Shown:
        paper = read.entry.paper
        topics = topics_for(paper, self.topics)
        return Shown(paper_to_label(read.entry.alias, paper, read.outline), topics)

    def _store(self, read: Read, topics: tuple[str, ...], labels: PaperLabels) -> Digest:
        with fenced(self.lease):
            paper, engine = read.entry.paper, self.model.name
            extraction = store_labels(paper, read.outline, labels, engine, topics)
            failpoint("extraction.uncommitted")
            return self._noted(read, extraction)

    def _noted(self, read: Read, extraction: Extraction) -> Digest:
        """Say beside the paper that it is labelled; within a transaction."""
        self._entry(read.entry.alias).update(state=PaperState.EXTRACTED, reason="")
        return extraction_digest(read.entry, read.outline, extraction)

    def _reread(self, alias: str, extraction: Extraction, labels: PaperLabels) -> Digest:
        with fenced(self.lease):
            asked = Step.objects.filter(
                job_id=self.lease.job_id, key__startswith=f"reread:{alias}:"
            )
            Extraction.objects.filter(pk=extraction.pk).update(rereads=asked.count())
            return apply_reread(extraction, labels)

    def _leave_out(self, alias: str, reason: str) -> None:
        with fenced(self.lease):
            self._entry(alias).update(state=PaperState.LEFT_OUT, reason=reason)

    def _analyse(self, aliases: tuple[str, ...]) -> Digest:
        with reaching():
            enter(self.lease, Stage.ANALYSE)
        failpoint("analysis.entered")
        with fenced(self.lease):
            job = Job.objects.select_related("professor").get(pk=self.lease.job_id)
            entries = job.papers.select_related("paper__course").filter(alias__in=aliases)
            entries = entries.prefetch_related("paper__course__versions")
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

    def _entry(self, alias: str) -> QuerySet[JobPaper]:
        return JobPaper.objects.filter(job_id=self.lease.job_id, alias=alias)


def extraction_digest(entry: JobPaper, outline: Outline, extraction: Extraction) -> Digest:
    """What the hub may know of a labelled paper: a few hundred characters, whatever its length."""
    topics = list(extraction.questions.values_list("topic__name", flat=True))
    return {
        "questions": len(topics),
        "marks": outline.scorecard.marks_sum,
        "confidence": round(extraction.confidence, 2),
        "topics": [name for name, _ in Counter(filter(None, topics)).most_common(3)],
        "warnings": doubts_of(outline, entry.job.professor),
        "doubtful": doubtful_numbers(outline),
    }
