"""The three ways in which a turn ends, and which of them a reply is."""

from dataclasses import dataclass

from analysis.agents.model import Call, Fault, Reply

CORRECTIONS = {
    Fault.LENGTH: "Your answer was cut off at its limit of length. Answer again, shorter.",
    Fault.REFUSED: "You refused. The task is the analysis of past exam papers; please go on.",
    Fault.FILTERED: "The provider's filter stopped your answer. Go on in other words.",
    Fault.EMPTY: "Your answer was empty. Call a tool or answer in words.",
}
REFUSALS = frozenset({Fault.REFUSED, Fault.FILTERED})


@dataclass(frozen=True, slots=True)
class Finish:
    """The model is done; these are its last words."""

    text: str
    outcome: str = "finished"


@dataclass(frozen=True, slots=True)
class CallTools:
    """The model wants these done, side by side."""

    calls: tuple[Call, ...]
    outcome: str = "tools"


@dataclass(frozen=True, slots=True)
class Correct:
    """The model has to answer again, and is told why."""

    words: str
    refused: bool = False
    outcome: str = "corrected"


type Ending = Finish | CallTools | Correct


def judge(reply: Reply, missing: str | None) -> Ending:
    """Return how the turn ends; `missing` says what must be done before the model may finish.

    What is missing is looked at before a cut-off, so that a replayed reply, whose cut-off is only
    inferred, is judged as it was (`model.reply_of`).
    """
    if reply.calls:
        return CallTools(reply.calls)
    if missing and reply.text and not reply.refusal:
        return Correct(missing)
    if reply.fault:
        return Correct(CORRECTIONS[reply.fault], refused=reply.fault in REFUSALS)
    return Finish(reply.text)
