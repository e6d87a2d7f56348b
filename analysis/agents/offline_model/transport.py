"""The offline model in place of the network."""

import asyncio

import httpx2

from analysis.agents.offline_model.app import respond
from analysis.agents.openai_model import Endpoint
from analysis.agents.prices import OFFLINE_MODEL


class OfflineTransport(httpx2.AsyncBaseTransport):
    """Answers requests in this process, in a thread, so that heartbeats go on meanwhile."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        status, answer = await asyncio.to_thread(respond, request.method, request.url.path, body)
        return httpx2.Response(status, json=answer, request=request)


def offline_transport() -> httpx2.AsyncBaseTransport:
    """Return the transport that makes any `OpenAIModel` an offline one."""
    return OfflineTransport()


def offline_endpoint() -> Endpoint:
    """Return the endpoint of the offline model: no key, no network."""
    # The width keeps the threads few: the work is arithmetic and gains nothing from more.
    return Endpoint(
        model=OFFLINE_MODEL,
        api_key="offline",
        base_url="http://offline.invalid/v1",
        transport=offline_transport(),
        width=4,
    )
