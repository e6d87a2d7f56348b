"""Settings from the environment: read here, or refused with words that say what to set."""

import os
import secrets
from pathlib import Path

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class BadSetting(RuntimeError):
    """An environment variable holds something that cannot be used."""


def text(name: str, default: str = "") -> str:
    """The variable, stripped; `default` where it is not set."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value not in TRUE | FALSE:
        raise BadSetting(f"{name}={value!r}: use yes or no")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, `least` or more."""
    value = text(name, str(default))
    if not value.isdigit() or int(value) < least:
        raise BadSetting(f"{name}={value!r}: use a whole number from {least} up")
    return int(value)


def amount(name: str, default: float) -> float:
    """A number that is not negative."""
    value = text(name, str(default))
    try:
        parsed = float(value)
    except ValueError as error:
        raise BadSetting(f"{name}={value!r}: use a number such as {default}") from error
    if not parsed >= 0:
        raise BadSetting(f"{name}={value!r}: use a number from 0 up")
    return parsed


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secret(name: str, file: Path) -> str:
    """The variable, or what `file` keeps; the file is made on first use, for its owner's eyes."""
    if value := text(name):
        return value
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()
