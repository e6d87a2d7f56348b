"""The offline model over HTTP."""

import asyncio
from argparse import ArgumentParser
from contextlib import suppress
from math import inf
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from analysis.agents.offline_model.faults import FAULTS, FaultPlan
from analysis.agents.offline_model.serving import ModelServer, Pace


class Command(BaseCommand):
    help = (
        "Serve the offline model as an OpenAI-compatible endpoint, as slow and as faulty as one "
        "wants it. Point OPENAI_BASE_URL at the address that is printed. Ends with Ctrl-C."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8081, help="0 takes a free one (8081)")
        parser.add_argument("--first-token", type=float, default=0.0, help="seconds until it (0)")
        parser.add_argument("--input-rate", type=float, default=inf, help="tokens a second read")
        parser.add_argument("--output-rate", type=float, default=inf, help="and written")
        parser.add_argument("--labelling", type=float, help="seconds of a paper's labels instead")
        parser.add_argument("--scale", type=float, default=1.0, help="multiplies all times (1)")
        parser.add_argument("--fault-rate", type=float, default=0.0, help="share of bad answers")
        parser.add_argument(
            "--faults",
            default="rate,server,unavailable,cut",
            help=f"which, with commas between: all, or some of {', '.join(FAULTS)}",
        )
        parser.add_argument("--seed", type=int, default=0, help="of the faults (0)")

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = tuple(FAULTS) if options["faults"] == "all" else _words(options["faults"])
        pace = Pace(
            options["first_token"],
            options["input_rate"],
            options["output_rate"],
            options["labelling"],
            options["scale"],
        )
        try:
            faults = FaultPlan(options["fault_rate"], kinds, options["seed"])
        except ValueError as error:
            raise CommandError(f"--faults: {error}.") from error
        server = ModelServer(pace, faults, host=options["host"], port=options["port"])
        with suppress(KeyboardInterrupt):
            asyncio.run(self._serve(server))
        bad = sum(one.outcome != "ok" for one in server.served)
        self.stdout.write(f"{len(server.served)} answers, {bad} of them bad.")

    async def _serve(self, server: ModelServer) -> None:
        try:
            await server.__aenter__()
        except OSError as error:
            where = f"{server.host}:{server.port}"
            raise CommandError(f"Cannot listen on {where}: {error.strerror}.") from error
        self.stdout.write(f"OPENAI_BASE_URL={server.base_url} PROFILER_MODEL=offline-rules")
        self.stdout.flush()
        await asyncio.Event().wait()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
