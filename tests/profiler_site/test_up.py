import socket

import pytest
from django.core.management import CommandError

from profiler_site.management.commands.up import refuse_taken


def test_port_that_is_taken_is_refused_with_another_to_try() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError) as refused:
            refuse_taken(port)
    assert str(refused.value) == f"Port {port} is taken. Try another: make run PORT={port + 1}"


def test_free_port_is_left_free() -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    refuse_taken(port)
    refuse_taken(port)
