"""A model behind a socket, in a process of its own, that counts what it answers and may fail.

Run as a script it prints its port and serves until it is killed; GET tells the counts. It answers
as the offline model does; a share of its answers is spoilt, each in one of the ways of `faults`.
"""

import argparse
import http.client
import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.chaos.spoiling import Spoilt, spoil
from tests.doubles.server import offline


@dataclass(frozen=True)
class Endpoint:
    """Where it listens."""

    port: int

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def counts(self) -> Counter[str]:
        """How many requests were answered, by "good" or by the way in which they were spoilt."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(asked):
            asked.request("GET", "/counts")
            return Counter(json.load(asked.getresponse()))


@contextmanager
def serving(latency: float = 0.0, share: float = 0.0, seed: int = 1) -> Iterator[Endpoint]:
    """An endpoint in a process of its own until the block ends."""
    options = [f"--latency={latency}", f"--share={share}", f"--seed={seed}"]
    command = [sys.executable, "-m", "tests.chaos.endpoint", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout
        yield Endpoint(int(process.stdout.readline()))
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


class Handler(BaseHTTPRequestHandler):
    """Answers as the offline model, after a while, and sometimes wrongly."""

    protocol_version = "HTTP/1.1"
    latency = 0.0
    share = 0.0
    dice = random.Random(1)
    counts: Counter[str] = Counter()
    lock = threading.Lock()

    def do_GET(self) -> None:
        with self.lock:
            self.send(Spoilt(json.dumps(self.counts).encode()))

    def do_POST(self) -> None:
        body: Any = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.lock:
            spoilt = self.dice.random() < self.share
            answer = spoil(body, self.counts) if spoilt else Spoilt(offline(body).body)
            self.counts[answer.name] += 1
            wait = self.latency * self.dice.uniform(0.5, 1.5)
        time.sleep(wait + answer.after)
        with suppress(ConnectionError):
            self.send(answer)

    def send(self, answer: Spoilt) -> None:
        """Send an answer, or as much of it as its way allows."""
        if answer.cut == 0.0:
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        sent = answer.body[: int(len(answer.body) * answer.cut)]
        for start in range(0, len(sent), answer.drip or len(sent) or 1):
            self.wfile.write(sent[start : start + (answer.drip or len(sent))])
            time.sleep(0.2 if answer.drip else 0)
        self.close_connection = answer.cut < 1

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its name there
        """Keep the output to the table."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float)
    parser.add_argument("--share", type=float)
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    Handler.latency, Handler.share = options.latency, options.share
    Handler.dice = random.Random(options.seed)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
