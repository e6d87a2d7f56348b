"""What can be wrong with a provider: which faults pass, which end the job, and with what words."""

from enum import StrEnum
from http import HTTPStatus

from analysis.errors import (
    ModelMisbehaved,
    ModelUnavailable,
    ParkJob,
    QuotaExhausted,
    RequestRejected,
    StopJob,
    Waiting,
    WrongKey,
)


class FaultKind(StrEnum):
    """What went wrong with one attempt."""

    RATE = "rate"
    QUOTA = "quota"
    KEY = "key"
    REJECTED = "rejected"
    FILTERED = "filtered"
    SERVER = "server"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    GARBLED = "garbled"


PASSING = frozenset(
    {
        FaultKind.RATE,
        FaultKind.SERVER,
        FaultKind.TIMEOUT,
        FaultKind.CONNECTION,
        FaultKind.GARBLED,
    }
)
QUOTA_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
FILTER_CODES = frozenset({"content_filter", "content_policy_violation", "invalid_prompt"})
KEY_STATUSES = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
SERVER_STATUSES = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT})


class ProviderFault(Exception):
    """One attempt that gave no answer. `retry_after` in seconds, if the provider said."""

    def __init__(
        self,
        kind: FaultKind,
        detail: str,
        retry_after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.status = status
        self.kind = kind
        self.detail = f"{kind}: {detail}"[:300]
        self.retry_after = retry_after

    def as_stop(self, patience: float) -> StopJob:
        """Return the end of the job that this fault means if it does not pass.

        A provider that names a time later than `patience` seconds from now, or when a quota is
        filled again, is no end: the job is parked until then.
        """
        quota = self.kind is FaultKind.QUOTA
        if self.retry_after is not None and (quota or self.retry_after > patience):
            cause = Waiting.QUOTA if quota else Waiting.PROVIDER_WAITS
            return ParkJob(cause, self.retry_after, self.detail)
        match self.kind:
            case FaultKind.QUOTA:
                return QuotaExhausted(self.detail)
            case FaultKind.KEY:
                return WrongKey(self.detail)
            case FaultKind.REJECTED | FaultKind.FILTERED:
                return RequestRejected(self.detail)
            case FaultKind.GARBLED:
                return ModelMisbehaved(self.detail)
            case _:
                return ModelUnavailable(self.detail, self.retry_after)


def kind_of_status(status: int, codes: frozenset[str]) -> FaultKind:
    """Return what an HTTP status and the error's `code` and `type` mean."""
    if codes & QUOTA_CODES or status == HTTPStatus.PAYMENT_REQUIRED:
        return FaultKind.QUOTA
    if codes & FILTER_CODES:
        return FaultKind.FILTERED
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return FaultKind.RATE
    if status in KEY_STATUSES:
        return FaultKind.KEY
    if status in SERVER_STATUSES or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return FaultKind.SERVER
    return FaultKind.REJECTED
