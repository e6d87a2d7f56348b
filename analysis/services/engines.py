"""Which model answers: an endpoint where a key or an address is set, else the offline rules."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings

from analysis.agents.gate import Gatekeeper
from analysis.agents.journal import Attempt
from analysis.agents.offline_model import offline_endpoint
from analysis.agents.openai_model import Endpoint, OpenAIModel

ENGINES = ("configured", "offline")
OPENAI = "https://api.openai.com/v1"


def engine_address() -> str:
    """Where the configured model is; "" for the offline rules in this process."""
    if not (settings.OPENAI_API_KEY or settings.OPENAI_BASE_URL):
        return ""
    return settings.OPENAI_BASE_URL or OPENAI


def open_model(gate: Gatekeeper | None = None) -> OpenAIModel:
    """The configured model, to be used as `async with`; every attempt passes `gate`."""
    return OpenAIModel(configured_endpoint(), gate=gate)


def open_engine(
    engine: str, model: str = "", on_attempt: Callable[[Attempt], None] | None = None
) -> OpenAIModel:
    """One of `ENGINES`, with another `model` at the same endpoint where one is named."""
    endpoint = configured_endpoint()
    if engine == "offline":
        return OpenAIModel(offline_endpoint(), on_attempt=on_attempt)
    if model and engine_address():
        endpoint = replace(endpoint, model=model)
    return OpenAIModel(endpoint, on_attempt=on_attempt)


def configured_endpoint() -> Endpoint:
    """Where the settings say that the model is."""
    if not engine_address():
        return offline_endpoint()
    return Endpoint(
        settings.PROFILER_MODEL,
        settings.OPENAI_API_KEY or "none",  # local endpoints ask for no key
        settings.OPENAI_BASE_URL or None,
        timeout=settings.MODEL_TIMEOUT,
        patience=settings.MODEL_PATIENCE,
        width=settings.MODEL_CONCURRENCY,
        effort=settings.REASONING_EFFORT,
    )
