"""The entry point of web processes."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "profiler_site.settings")
application = get_wsgi_application()
