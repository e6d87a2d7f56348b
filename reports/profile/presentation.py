"""The parts of a profile as the templates of page and PDF read them."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analysis.statistics.results import (
    Analysis,
    Blueprint,
    CoverageItem,
    CoverageStanding,
    RuleScore,
    Zone,
)
from exams.said import said
from reports.charts.bars import BarChart, bloom_mix_bar, command_bar, topic_frequency_bar
from reports.charts.heatmap import Heatmap, topic_year_heatmap
from reports.charts.intervals import ForecastChart, forecast_interval
from reports.charts.lines import TrendChart, trend_line
from reports.charts.pie import PieChart, difficulty_distribution_pie
from reports.charts.scale import Link, amount, in_percent, marks, papers, whole
from reports.document import ProfileDocument, Statement
from reports.profile.families import Families, repeated, similar
from reports.profile.lines import Fact, Line
from reports.profile.outlook import Outlook, look_out
from reports.profile.summary import (
    FirstTopic,
    Remark,
    Trust,
    glance,
    judge_trust,
    say_tested,
    study_first,
)
from reports.profile.unread import Unread, leave_out

COURSES = 3  # named in full
FEWEST_FOR_SECTION = 2  # papers that have it
NONE = "–"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """How one rule did in the backtest, in percent; `own` marks the forecast itself."""

    rule: str
    precision: str
    coverage: str
    brier: str
    skill: str
    calibration: str
    own: bool

    @property
    def has_chances(self) -> bool:
        """Whether the rule says how likely topics are, and does not only rank them."""
        return self.brier != NONE


@dataclass(frozen=True, slots=True)
class Presentation:
    """A whole profile, ready to be drawn."""

    document: ProfileDocument
    first: tuple[FirstTopic, ...]
    trust: Trust
    tested: str  # what the test on past papers means, in one sentence
    facts: tuple[Fact, ...]
    statements: tuple[Line, ...]
    glance: tuple[Remark, ...]
    topics: BarChart
    trends: TrendChart
    heatmap: Heatmap
    forecast: ForecastChart
    scores: tuple[ScoreRow, ...]
    tested_on: str  # address of the questions of the papers tested; empty without a backtest
    difficulty: PieChart
    bloom: BarChart
    commands: BarChart
    derivations: Line
    safe: tuple[Line, ...]
    danger: tuple[Line, ...]
    shape: tuple[Fact, ...]
    outlook: Outlook
    sections: tuple[Line, ...]
    fixed: tuple[Line, ...]
    repeats: Families
    similar: Families
    unread: Unread
    coverage: tuple[Line, ...]

    @property
    def courses(self) -> str:
        """The courses in one line; of many, the first few and how many more."""
        named = self.document.courses
        more = len(named) - COURSES
        words = " · ".join(named[:COURSES])
        return _("{names} and {n} more").format(names=words, n=more) if more > 0 else words

    @property
    def base_rate(self) -> str:
        """Share of the topics that a paper has anyway, in percent."""
        backtest = self.document.analysis.backtest
        return in_percent(backtest.base_rate) if backtest else ""

    @property
    def unseen_share(self) -> str:
        """Share of questions on topics never seen before, in percent."""
        backtest = self.document.analysis.backtest
        return in_percent(backtest.unseen_share) if backtest else ""

    @property
    def chart_names(self) -> tuple[str, ...]:
        """The charts that are drawn, by name."""
        charts = (self.topics, self.difficulty, self.trends, self.heatmap, self.bloom)
        return tuple(chart.name for chart in (*charts, self.forecast))


def present(document: ProfileDocument, link: Link) -> Presentation:
    """Everything that page and PDF show of `document`; `link` turns evidence keys to addresses."""
    analysis = document.analysis
    return Presentation(
        document=document,
        first=study_first(analysis, link),
        trust=judge_trust(analysis.report.confidence_score),
        tested=say_tested(analysis.backtest),
        facts=_facts(document, link),
        statements=tuple(_statement(one, link) for one in document.statements),
        glance=glance(analysis),
        topics=topic_frequency_bar(analysis, link),
        trends=trend_line(analysis, link),
        heatmap=topic_year_heatmap(analysis, link),
        forecast=forecast_interval(analysis, link),
        scores=tuple(_score(score) for score in _scores(document)),
        tested_on=link("backtest") if analysis.backtest else "",
        difficulty=difficulty_distribution_pie(analysis, link),
        bloom=bloom_mix_bar(analysis, link),
        commands=command_bar(analysis, link),
        derivations=_derivations(document, link),
        safe=_zones(analysis.safe_zones, "safe", link),
        danger=_zones(analysis.danger_zones, "danger", link),
        shape=describe_shape(analysis.blueprint, link),
        outlook=look_out(analysis, link),
        sections=_sections(analysis.blueprint, link),
        fixed=_fixed(analysis.blueprint, link),
        repeats=repeated(analysis, link),
        similar=similar(analysis, link),
        unread=leave_out(document, link),
        coverage=_coverage(analysis, link),
    )


def _facts(document: ProfileDocument, link: Link) -> tuple[Fact, ...]:
    read = document.analysis.papers
    years = [paper.year for paper in read if paper.year]
    facts = [Fact(_("Papers read"), str(len(read)))]
    if years:
        span = f"{min(years)}–{max(years)}" if min(years) < max(years) else str(years[0])
        facts.append(Fact(_("Years"), span))
    asked = sum(paper.questions for paper in read)
    facts.append(Fact(_("Questions"), str(asked), "", link("blueprint") if asked else ""))
    facts.append(Fact(_("Topics"), str(len(document.analysis.topics))))
    return tuple(facts)


def _statement(statement: Statement, link: Link) -> Line:
    href = link(statement.key) if statement.key else ""
    return Line(said(statement.title), said(statement.text), href)


def _scores(document: ProfileDocument) -> tuple[RuleScore, ...]:
    backtest = document.analysis.backtest
    return backtest.scores if backtest else ()


def _score(score: RuleScore) -> ScoreRow:
    return ScoreRow(
        rule=score.rule,
        precision=in_percent(score.precision),
        coverage=in_percent(score.coverage),
        brier=_decimals(score.brier),
        skill=_decimals(score.brier_skill),
        calibration=_decimals(score.calibration_error),
        own=score.rule == "forecast",
    )


def _decimals(value: float | None) -> str:
    return NONE if value is None else number_format(f"{value:.2f}")


def _derivations(document: ProfileDocument, link: Link) -> Line:
    share = document.analysis.derivations
    text = ngettext(
        "{n} question ({share}) asks for one.", "{n} questions ({share}) ask for one.", share.count
    ).format(n=share.count, share=in_percent(share.share))
    return Line(_("Derivations and proofs"), text, link("derivations") if share.count else "")


def _zones(zones: tuple[Zone, ...], prefix: str, link: Link) -> tuple[Line, ...]:
    lines = []
    for place, zone in enumerate(zones):
        asked = f"{papers(zone.papers)} ({in_percent(zone.percentage / 100)})"
        if zone.average_marks is not None:
            worth = _("about {marks} when asked").format(marks=marks(zone.average_marks))
            asked = f"{asked}, {worth}"
        lines.append(Line(zone.topic, asked, link(f"{prefix}-{place}")))
    return tuple(lines)


def describe_shape(blueprint: Blueprint, link: Link) -> tuple[Fact, ...]:
    """The usual paper in figures; what no paper prints is left away."""
    every = link("blueprint")
    parts = _("{n} parts").format(n=amount(blueprint.questions))
    facts = [Fact(_("Questions"), amount(blueprint.top_level), parts, every)]
    if blueprint.total_marks is not None:
        facts.insert(0, Fact(_("Total"), amount(blueprint.total_marks), _("marks"), every))
    if blueprint.duration_minutes is not None:
        facts.append(Fact(_("Time"), str(blueprint.duration_minutes), _("minutes"), every))
    if blueprint.minutes_per_mark is not None:
        facts.append(Fact(_("Per mark"), amount(blueprint.minutes_per_mark), _("minutes"), every))
    if blueprint.with_choice:
        chosen = Fact(_("With a choice"), str(blueprint.with_choice), _("papers"), link("choice"))
        facts.append(chosen)
    if blueprint.stability is not None:
        facts.append(Fact(_("Same shape each time"), in_percent(blueprint.stability), "", every))
    return tuple(facts)


def _sections(blueprint: Blueprint, link: Link) -> tuple[Line, ...]:
    lines = []
    for place, section in enumerate(blueprint.sections):
        if section.papers < FEWEST_FOR_SECTION:
            continue
        worth = "" if section.marks is None else f", {marks(section.marks)}"
        found = _("in {papers}").format(papers=papers(section.papers))
        text = f"{_some_questions(section.questions)}{worth}; {found}"
        lines.append(Line(section.label, text, link(f"section-{place}")))
    return tuple(lines)


def _fixed(blueprint: Blueprint, link: Link) -> tuple[Line, ...]:
    lines = []
    for place, fixed in enumerate(blueprint.fixed_places):
        text = _("in {n} of {papers}").format(n=fixed.papers, papers=papers(fixed.of_papers))
        if fixed.marks is not None:
            text = f"{text}, {_('about {marks}').format(marks=marks(fixed.marks))}"
        name = _("Question {number}: {topic}").format(number=fixed.number, topic=fixed.topic)
        lines.append(Line(name, text, link(f"fixed-{place}")))
    return tuple(lines)


def _some_questions(count: float) -> str:
    """A usual number of questions, which may be a half."""
    words = ngettext("{n} question", "{n} questions", whole(count))
    return words.format(n=amount(count))


def _coverage(analysis: Analysis, link: Link) -> tuple[Line, ...]:
    inside = [_covered(one, f"coverage-{i}", link) for i, one in enumerate(analysis.coverage)]
    outside = [
        _covered(one, f"outside-{i}", link) for i, one in enumerate(analysis.outside_syllabus)
    ]
    return (*inside, *outside)


def _covered(item: CoverageItem, key: str, link: Link) -> Line:
    if not item.papers:
        return Line(item.topic, _("never asked in these papers"), "")
    text = papers(item.papers)
    if item.standing == CoverageStanding.OUTSIDE:
        text = _("{papers}, though the syllabus does not have it").format(papers=text)
    elif item.standing == CoverageStanding.NO_LONGER:
        text = _("{papers}, but not since {last}").format(papers=text, last=item.last_asked)
    elif item.last_asked:
        text = _("{papers}, last in {last}").format(papers=text, last=item.last_asked)
    return Line(item.topic, text, link(key))
