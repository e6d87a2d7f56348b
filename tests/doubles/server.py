"""A scripted model behind a real socket, for whole jobs and for faults of the network."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from analysis.agents.offline_model import respond
from tests.doubles.answers import Answer, Body, Script, Scripted


@dataclass(frozen=True, slots=True)
class ScriptedServer:
    """Where the model listens, and the bodies of the requests that it got so far."""

    base_url: str
    requests: list[Body]


@contextmanager
def scripted_server(script: Script) -> Iterator[ScriptedServer]:
    """Serve `script` on a free port of this machine until the block ends."""
    played, lock = Scripted(script), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            with lock:
                answer = played.next(body)
            time.sleep(answer.after)
            with suppress(ConnectionError):  # a client that did not wait
                self._send(answer)

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if answer.cut:
                self.wfile.write(answer.body[: len(answer.body) // 2])
                self.close_connection = True
            else:
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its name there
            """Keep the output of tests to what fails."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}/v1"
        yield ScriptedServer(address, played.asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def offline(body: Body) -> Answer:
    """Answer as the offline model does: a script for whole jobs."""
    status, answer = respond("POST", "/v1/chat/completions", json.dumps(body).encode())
    return Answer(status, json.dumps(answer).encode())
