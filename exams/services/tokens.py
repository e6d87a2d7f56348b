"""Keys for programs: shown once, kept as digests."""

import hashlib
import secrets
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Now

from exams.models import ApiToken, User

PREFIX = "pp_"


def issue_token(
    name: str, created_by: User | None = None, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its text, which cannot be had again."""
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name,
        prefix=text[:8],
        digest=digest(text),
        created_by=created_by,
        expires_at=expires_at,
    )
    return token, text


def digest(text: str) -> str:
    """What is kept of a token. It is random enough to need no salt."""
    return hashlib.sha256(text.encode()).hexdigest()


def find_token(text: str) -> ApiToken | None:
    """The valid token with this text in the current institution, or None."""
    valid = Q(expires_at=None) | Q(expires_at__gt=Now())
    return ApiToken.objects.filter(valid, digest=digest(text), revoked_at=None).first()


def revoke_token(token: ApiToken) -> None:
    """Make a token useless at once."""
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=Now())
