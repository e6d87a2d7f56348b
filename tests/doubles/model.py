"""A scripted model in this process, without client and wire."""

import asyncio

from analysis.agents.model import Reply, Request
from analysis.agents.wire import read_reply
from tests.doubles.answers import Body, Script, Scripted


class ScriptedModel:
    """Plays a script and remembers what it was asked."""

    name = "scripted"

    def __init__(self, script: Script) -> None:
        self._played = Scripted(script)
        self.requests: list[Request] = []

    async def answer(self, request: Request) -> Reply:
        self.requests.append(request)
        body: Body = {"messages": list(request.messages)}
        if request.answer:
            body["response_format"] = request.answer.schema
        answer = self._played.next(body)
        await asyncio.sleep(answer.after)
        return read_reply(answer.body, request, self.name, seconds=answer.after)
