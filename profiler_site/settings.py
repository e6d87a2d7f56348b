"""All settings. What can be set from outside stands in the README's table."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.csp import CSP

from profiler_site import env

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(env.text("PROFILER_HOME") or BASE_DIR / "var").resolve()

# --- Who may ask, and over what -------------------------------------------------------------
DEBUG = env.flag("PROFILER_DEBUG")
SECRET_KEY = env.secret("PROFILER_SECRET_KEY", HOME / "secret_key")
ALLOWED_HOSTS = env.words("PROFILER_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = env.flag("PROFILER_HTTPS")
BASE_URL = env.text("PROFILER_BASE_URL", "http://localhost:8000").rstrip("/")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = env.words("PROFILER_ORIGINS")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}

# --- The product ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "profiler_site",
    "exams",
    "analysis",
    "reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "django_q",
]
MIDDLEWARE = [
    "profiler_site.sending.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before anything that looks at the path.
    "profiler_site.middleware.InstitutionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # After the reader is known, before anything says a word.
    "profiler_site.language.LanguageMiddleware",
    "profiler_site.middleware.MembershipMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "profiler_site.urls"
WSGI_APPLICATION = "profiler_site.wsgi.application"
AUTH_USER_MODEL = "exams.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "profiler_site.context.institution",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]  # each in its own words
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- Rows: one PostgreSQL, three roles (design: tenancy) ------------------------------------
# Workers are forked and must not share connections, so none is kept but in web processes (`wsgi`).
NO_SERVER = "postgresql://profiler_app@localhost:1/not_configured"
DATABASES = {
    "default": dj_database_url.parse(env.text("DATABASE_URL", NO_SERVER)),
    "owner": dj_database_url.parse(env.text("DATABASE_OWNER_URL", NO_SERVER)),
    "platform": dj_database_url.parse(env.text("DATABASE_PLATFORM_URL", NO_SERVER)),
}
for database in DATABASES.values():
    database["CONN_MAX_AGE"] = 0
    database["CONN_HEALTH_CHECKS"] = True
    database["DISABLE_SERVER_SIDE_CURSORS"] = True  # PgBouncer in transaction mode

# Profiles that were drawn, 120 kB each, in every web process; they can be drawn again at any time.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 200},
    }
}

# --- Files ----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
# There is no MEDIA_URL: files are served by views that ask who reads.
MEDIA_ROOT = Path(env.text("PROFILER_MEDIA") or HOME / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "profiler_site.sending.NamedByContent"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_NUMBER_FILES = 100
UPLOAD_MAX_BYTES = 25 * 1024 * 1024  # of one paper

# --- Queue: a message is only a bell, truth is in Job rows (reliability of django-q2) --------
JOB_SECONDS = env.number("PROFILER_JOB_SECONDS", 1800, least=60)
Q_CLUSTER: dict[str, Any] = {
    "name": "profiler",
    "orm": "default",
    "workers": env.number("PROFILER_WORKERS", 2, least=1),
    "queue_limit": 1,
    "bulk": 1,
    "ack_failures": True,
    "max_attempts": 1,
    "timeout": JOB_SECONDS,
    "retry": 3 * JOB_SECONDS,
    "save_limit": 250,
    # A worker that is replaced looks like one that died, and takes the whole cluster with it.
    "recycle": 1_000_000,
    "max_rss": 2_000_000,  # kB
    "poll": 0.5,
}

# --- Model: any endpoint that speaks chat.completions; without a key the offline rules --------
OPENAI_API_KEY = env.text("OPENAI_API_KEY")
OPENAI_BASE_URL = env.text("OPENAI_BASE_URL")
PROFILER_MODEL = env.text("PROFILER_MODEL", "gpt-5.5")
MODEL_SEES = env.flag("PROFILER_VISION")  # scanned pages are shown to the model
PAGES_PER_CALL = env.number("PROFILER_PAGES_PER_CALL", 0, least=0)  # 0: a paper in one call
REASONING_EFFORT = env.text("PROFILER_REASONING_EFFORT")  # "low", "high"; empty: the model's own
MODEL_CONCURRENCY = env.number("PROFILER_MODEL_CONCURRENCY", 16, least=1)
JOB_MAX_COST = env.amount("PROFILER_JOB_MAX_COST", 5.0)  # US dollars, estimated
JOB_MAX_TOKENS = env.number("PROFILER_JOB_MAX_TOKENS", 2_000_000, least=1)
DAY_MAX_COST = env.amount("PROFILER_DAY_MAX_COST", 50.0)  # of one institution
DAY_MAX_TOKENS = env.number("PROFILER_DAY_MAX_TOKENS", 50_000_000, least=1)
MODEL_TIMEOUT = env.number("PROFILER_MODEL_TIMEOUT", 120, least=1)  # seconds of one attempt
MODEL_PATIENCE = env.number("PROFILER_MODEL_PATIENCE", 20)  # a longer wait parks the job
DRAIN_SECONDS = env.number("PROFILER_DRAIN_SECONDS", 10)  # before a stopped worker is killed
LEASE_SECONDS = env.number("PROFILER_LEASE_SECONDS", 30, least=2)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A line for each request to a model, and a model's own set-up, tell staff nothing.
    "loggers": {name: {"level": "WARNING"} for name in ("httpx2", "wordllama")},
    "root": {"handlers": ["console"], "level": env.text("PROFILER_LOG_LEVEL", "WARNING")},
}
