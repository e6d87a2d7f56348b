"""Which model answers: an endpoint where a key or an address is set, else the offline rules."""

from django.conf import settings

from analysis.agents.gate import Gatekeeper
from analysis.agents.offline_model import offline_endpoint
from analysis.agents.openai_model import Endpoint, OpenAIModel

OPENAI = "https://api.openai.com/v1"


def engine_address() -> str:
    """Where the configured model is; "" for the offline rules in this process."""
    if not (settings.OPENAI_API_KEY or settings.OPENAI_BASE_URL):
        return ""
    return settings.OPENAI_BASE_URL or OPENAI


def open_model(gate: Gatekeeper | None = None) -> OpenAIModel:
    """The configured model, to be used as `async with`; every attempt passes `gate`."""
    if not engine_address():
        return OpenAIModel(offline_endpoint(), gate=gate)
    return OpenAIModel(
        Endpoint(
            settings.PROFILER_MODEL,
            settings.OPENAI_API_KEY or "none",  # local endpoints ask for no key
            settings.OPENAI_BASE_URL or None,
            timeout=settings.MODEL_TIMEOUT,
            patience=settings.MODEL_PATIENCE,
            width=settings.MODEL_CONCURRENCY,
            effort=settings.REASONING_EFFORT,
        ),
        gate=gate,
    )
