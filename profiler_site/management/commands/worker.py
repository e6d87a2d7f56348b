"""Work on papers and jobs until stopped."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from profiler_site.supervisor import Supervisor


class Command(BaseCommand):
    help = "Read papers and run analyses from the queue, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor = Supervisor()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, supervisor.stop)
        supervisor.run()
