"""Which model answers: an endpoint where a key or an address is set, else the offline rules."""

from django.conf import settings

from analysis.agents.offline_model import offline_endpoint
from analysis.agents.openai_model import Endpoint, OpenAIModel


def open_model() -> OpenAIModel:
    """The configured model, to be used as `async with`."""
    if not (settings.OPENAI_API_KEY or settings.OPENAI_BASE_URL):
        return OpenAIModel(offline_endpoint())
    return OpenAIModel(
        Endpoint(
            settings.PROFILER_MODEL,
            settings.OPENAI_API_KEY or "none",  # local endpoints ask for no key
            settings.OPENAI_BASE_URL or None,
            width=settings.MODEL_CONCURRENCY,
        )
    )
