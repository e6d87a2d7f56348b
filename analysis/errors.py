"""What can go wrong in a run: what the model can put right, and what ends the job.

`CorrectModel` goes back to the model as {"error", "type", "hint"} and is counted. `StopJob` ends
the job with a reason code and words for staff. Whatever is neither is a bug: it is logged, and the
model only hears that the tool failed.
"""

from enum import StrEnum


class StopReason(StrEnum):
    """Why a job ended before its work was done."""

    BUDGET_EXCEEDED = "budget_exceeded"
    MODEL_UNAVAILABLE = "model_unavailable"
    MODEL_REFUSED = "model_refused"
    MODEL_MISBEHAVED = "model_misbehaved"
    REQUEST_REJECTED = "request_rejected"
    WRONG_KEY = "wrong_key"
    QUOTA = "quota"
    CONVERSATION_CHANGED = "conversation_changed"
    CANCELLED = "cancelled"
    LEASE_LOST = "lease_lost"
    STORE_UNAVAILABLE = "store_unavailable"
    PARKED = "parked"
    DRAINED = "drained"


class Waiting(StrEnum):
    """What a parked job waits for."""

    PROVIDER_WAITS = "provider_waits"
    PROVIDER_AWAY = "provider_away"
    QUOTA = "quota_used_up"
    DAY_LIMIT = "day_limit"


WAITING_WORDS = {
    Waiting.PROVIDER_WAITS: "The model's provider asks us to wait.",
    Waiting.PROVIDER_AWAY: "The model's provider does not answer.",
    Waiting.QUOTA: "The quota at the model's provider is used up for now.",
    Waiting.DAY_LIMIT: "The institution's limit for one day is reached.",
}


class Limit(StrEnum):
    """What a budget counts."""

    TURNS = "turns"
    INPUT_TOKENS = "input_tokens"
    OUTPUT_TOKENS = "output_tokens"
    MONEY = "money"
    SECONDS = "seconds"


AGAIN = "It does not go on by itself: run it again, and only what is missing is paid."
WORDS = {
    StopReason.BUDGET_EXCEEDED: f"The job reached a limit that was set for it. {AGAIN}",
    StopReason.MODEL_UNAVAILABLE: "The model could not be reached. Start the job again later.",
    StopReason.MODEL_REFUSED: "The model refused to work on these papers. Look whether each is"
    " an exam, then run it again, or with another model.",
    StopReason.MODEL_MISBEHAVED: f"The model gave several unusable answers in a row. {AGAIN}",
    StopReason.REQUEST_REJECTED: "The model's endpoint rejected the request. Check the name of"
    " the model and the address in the settings.",
    StopReason.WRONG_KEY: "The model's endpoint does not accept the API key. Check it in the"
    " settings.",
    StopReason.QUOTA: "The account at the model's provider has no credit left. Add some"
    " there, then run it again.",
    StopReason.CONVERSATION_CHANGED: "The instructions changed while the job was running, so that"
    " it cannot go on from where it was. Start it again.",
    StopReason.CANCELLED: "The job was cancelled.",
    StopReason.LEASE_LOST: "Another worker has taken the job over.",
    StopReason.STORE_UNAVAILABLE: "The database could not be reached. The job goes on by itself.",
    StopReason.PARKED: "The job waits and goes on by itself.",
    StopReason.DRAINED: "The worker was stopped. The job goes on by itself.",
}

LIMIT_WORDS = {
    Limit.TURNS: f"The job used all the turns that it may take. {AGAIN}",
    Limit.INPUT_TOKENS: f"The job reached its limit of tokens sent to the model. {AGAIN}",
    Limit.OUTPUT_TOKENS: f"The job reached its limit of tokens written by the model. {AGAIN}",
    Limit.MONEY: f"The job reached its limit of money. {AGAIN}",
    Limit.SECONDS: f"The job reached its limit of time. {AGAIN}",
}


class Setback(Exception):
    """The root of both families."""


class CorrectModel(Setback):
    """The model did something that it can put right; its class name is the `type` it is told."""

    def __init__(self, error: str, hint: str = "") -> None:
        super().__init__(error)
        self.error = error
        self.hint = hint

    @property
    def type(self) -> str:
        return type(self).__name__

    def as_result(self) -> dict[str, str]:
        """Return what the model reads in place of a result."""
        return {"error": self.error, "type": self.type, "hint": self.hint}


class UnknownTool(CorrectModel):
    """There is no tool of that name."""


class InvalidArguments(CorrectModel):
    """The arguments are not what the tool takes."""


class RepeatedCall(CorrectModel):
    """The same call was made before; its result stands in the conversation."""


# Types that count against the model. A tool that failed honestly does not.
COUNTED_TYPES = frozenset(kind.__name__ for kind in (UnknownTool, InvalidArguments, RepeatedCall))


class ToolFailed(CorrectModel):
    """The tool could not do it, through no fault of the model: told, but not counted.

    `kind` names the cause for the model and for staff, such as "EncryptionError".
    """

    def __init__(self, error: str, hint: str = "", *, kind: str = "ToolFailed") -> None:
        super().__init__(error, hint)
        self.kind = kind

    @property
    def type(self) -> str:
        return self.kind


class StopJob(Setback):
    """The job ends here. `reason` is the code, `words` are for staff, `str()` is for the log."""

    reason: StopReason

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.reason)
        self.detail = detail

    @property
    def words(self) -> str:
        return WORDS[self.reason]


class BudgetExceeded(StopJob):
    """A limit would be passed by the next call; `limit` says which."""

    reason = StopReason.BUDGET_EXCEEDED

    def __init__(self, limit: Limit, detail: str = "") -> None:
        super().__init__(detail or limit)
        self.limit = limit

    @property
    def words(self) -> str:
        return LIMIT_WORDS[self.limit]


class ModelUnavailable(StopJob):
    """The endpoint did not answer in time, or not at all; `retry_after` in seconds if it said."""

    reason = StopReason.MODEL_UNAVAILABLE

    def __init__(self, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class ModelRefused(StopJob):
    """The model or its provider's filter would not answer."""

    reason = StopReason.MODEL_REFUSED


class ModelMisbehaved(StopJob):
    """Too many unusable answers in a row."""

    reason = StopReason.MODEL_MISBEHAVED


class RequestRejected(StopJob):
    """The endpoint says that the request itself is wrong: unknown model, too long, a bad field."""

    reason = StopReason.REQUEST_REJECTED


class WrongKey(StopJob):
    """The API key is missing, wrong or not allowed to use the model."""

    reason = StopReason.WRONG_KEY


class QuotaExhausted(StopJob):
    """The account has no credit: asking again does not help."""

    reason = StopReason.QUOTA


class ConversationChanged(StopJob):
    """A recorded turn answers another conversation than the one being replayed."""

    reason = StopReason.CONVERSATION_CHANGED


class RunInterrupted(StopJob):
    """The worker must stop at once and write nothing more; it is not a result of the job."""


class ParkJob(RunInterrupted):
    """There is nothing to do for `seconds`: the worker is to turn to something else meanwhile."""

    reason = StopReason.PARKED

    def __init__(self, cause: Waiting, seconds: float, detail: str = "") -> None:
        super().__init__(detail or cause)
        self.cause = cause
        self.seconds = seconds

    @property
    def words(self) -> str:
        return WAITING_WORDS[self.cause]


class Cancelled(RunInterrupted):
    """Somebody cancelled the job."""

    reason = StopReason.CANCELLED


class Drained(RunInterrupted):
    """The worker is about to stop: another one goes on."""

    reason = StopReason.DRAINED


class LeaseLost(RunInterrupted):
    """Another worker holds the job."""

    reason = StopReason.LEASE_LOST


class StoreUnavailable(RunInterrupted):
    """The journal could not be read or written."""

    reason = StopReason.STORE_UNAVAILABLE
