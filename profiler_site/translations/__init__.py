"""What is said in code and templates, and whether every language has it.

`manage.py messages` collects it into locale/<language>/LC_MESSAGES/django.po; the suite asks here
whether anything is missing. Babel reads and writes the files, so that no machine needs gettext.
"""

from profiler_site.translations.messages import Message

__all__ = ["Message"]
