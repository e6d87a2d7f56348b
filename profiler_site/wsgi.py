"""The entry point of web processes."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

# A scope is one transaction and leaves nothing behind, so the next request may have the connection.
KEPT = 600  # seconds; each thread has its own to a database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "profiler_site.settings")
application = get_wsgi_application()
for database in settings.DATABASES.values():
    database["CONN_MAX_AGE"] = KEPT
