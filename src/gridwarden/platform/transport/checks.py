"""What Django's own deployment checks do not look at (``gridwarden django check --deploy``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import Tags, Warning, register  # noqa: A004 - Django's name

from gridwarden.platform.access import Role
from gridwarden.platform.transport.headers import content_policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADERS = "gridwarden.platform.transport.headers.HeadersMiddleware"
_TIMEOUTS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
#: More than this in one request could fill the disk or the memory of a small machine.
_MOST_BYTES = 256 * 1024 * 1024
_FIELD_KEY_LENGTH = 44


@register(Tags.security, deploy=True)
def check_policy(**_: Any) -> Iterator[Warning]:
    """Report a content security policy that is not sent, or lets foreign scripts run."""
    if not settings.MIDDLEWARE or settings.MIDDLEWARE[0] != _HEADERS:
        yield Warning("The headers middleware is not the outermost one.", id="gridwarden.W001")
    policy = content_policy(settings.TILE_SERVER)
    if "unsafe" in policy or settings.TILE_SERVER.startswith("http:"):
        yield Warning("The content security policy lets through what is not safe.", id="gridwarden.W002")


@register(Tags.security, deploy=True)
def check_cookies(**_: Any) -> Iterator[Warning]:
    """Report cookies that are not bound to this host."""
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        if not name.startswith("__Host-"):
            yield Warning(
                f"The cookie {name} is not bound to this host.",
                hint="Unset GRIDWARDEN_INSECURE_HTTP and serve over TLS.",
                id="gridwarden.W003",
            )


@register(Tags.security, deploy=True)
def check_database(**_: Any) -> Iterator[Warning]:
    """Report a database connection without timeouts."""
    options = str(settings.DATABASES["default"].get("OPTIONS", {}).get("options", ""))
    missing = [name for name in _TIMEOUTS if name not in options]
    if missing:
        yield Warning(f"The database connection sets no {', '.join(missing)}.", id="gridwarden.W004")


@register(Tags.security, deploy=True)
def check_uploads(**_: Any) -> Iterator[Warning]:
    """Report limits of uploads that are missing or too wide."""
    first = settings.FILE_UPLOAD_HANDLERS[0]
    if not first.endswith("RequestSizeHandler") or settings.UPLOAD_MAX_REQUEST_BYTES > _MOST_BYTES:
        yield Warning("Requests with files are read whatever their size.", id="gridwarden.W005")
    if not settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        yield Warning("Requests without files are read whatever their size.", id="gridwarden.W006")


@register(Tags.security, deploy=True)
def check_proxy(**_: Any) -> Iterator[Warning]:
    """Report a header that is believed although anybody could send it."""
    if settings.SECURE_PROXY_SSL_HEADER and not settings.PROXY_COUNT:
        yield Warning(
            "X-Forwarded-Proto is believed, but no proxy stands in front.",
            hint="Set GRIDWARDEN_PROXY_COUNT.",
            id="gridwarden.W007",
        )


@register(Tags.security, deploy=True)
def check_secrets(**_: Any) -> Iterator[Warning]:
    """Report a key for personal data that is missing."""
    if len(settings.FIELD_KEY) != _FIELD_KEY_LENGTH:
        yield Warning(
            "There is no key that seals personal data.", hint="Set GRIDWARDEN_FIELD_KEY.", id="gridwarden.W008"
        )


@register(Tags.security)
def check_second_factor(**_: Any) -> Iterator[Warning]:
    """Report role names that do not exist, before an administrator relies on them."""
    unknown = sorted(set(settings.SECOND_FACTOR_ROLES) - set(Role))
    if unknown:
        yield Warning(f"GRIDWARDEN_SECOND_FACTOR_ROLES names no role: {', '.join(unknown)}.", id="gridwarden.W009")
    if settings.PASSWORD_PROFILE not in {"asvs", "dengbao"}:
        yield Warning(f"There is no password profile {settings.PASSWORD_PROFILE}.", id="gridwarden.W010")


@register(Tags.database, deploy=True)
def check_database_role(*, databases: Sequence[str] | None = None, **_: Any) -> Iterator[Warning]:
    """Report a database role that may change the audit trail; asked only where databases are checked."""
    from django.db import connections  # noqa: PLC0415 - no connection unless asked for

    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR has_table_privilege('audit_auditentry', 'UPDATE, DELETE, TRUNCATE')"
                " FROM pg_roles WHERE rolname = current_user"
            )
            row = cursor.fetchone()
        if row and row[0]:
            yield Warning(
                "The program's database role may change the audit trail.",
                hint="Serve as a role that does not own the tables; gridwarden up sets one up.",
                id="gridwarden.W012",
            )
