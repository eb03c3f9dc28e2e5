"""Secrets, cookies, headers and password rules."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

#: Plain http, for a demonstration on one's own machine: cookies lose their protection, nothing is redirected.
INSECURE_HTTP = os.environ.get("GRIDWARDEN_INSECURE_HTTP") == "1"
#: Proxies of our own in front; the caller's address is counted from them (0: nobody stands between).
PROXY_COUNT = int(os.environ.get("GRIDWARDEN_PROXY_COUNT", "0"))

#: Made once by ``gridwarden up`` and kept outside the database; there is no default.
SECRET_KEY = os.environ.get("GRIDWARDEN_SECRET_KEY", "")
#: Seals personal data at rest: 32 bytes in base64, see ``platform.sealing``.
FIELD_KEY = os.environ.get("GRIDWARDEN_FIELD_KEY", "")
ALLOWED_HOSTS = os.environ.get("GRIDWARDEN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

# Transport and headers; platform/transport/headers.py adds the content security policy.
SECURE_SSL_REDIRECT = not INSECURE_HTTP
#: The probe of a load balancer comes without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else int(timedelta(days=730).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
SECURE_REFERRER_POLICY = "same-origin"
#: A proxy says in this header that the caller used TLS; believed only where a proxy stands in front.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("GRIDWARDEN_ORIGINS", "").split(",") if origin]
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # entering a preload list is the decision of who owns the domain
    "gis.W001",  # grids/sources gives GDAL only content that it has recognised, in a folder of its own
    "axes.W002",  # the login page itself shows the lock; axes' middleware would replace the page
]

# Cookies: the prefix binds them to this host and to TLS.
_PREFIX = "" if INSECURE_HTTP else "__Host-"
SESSION_COOKIE_NAME = f"{_PREFIX}gridwarden"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"

# Sessions: how long one may stay away, and how long one lasts at most.
SESSION_ENGINE = "gridwarden.platform.accounts.sessions"
SESSION_IDLE = timedelta(minutes=int(os.environ.get("GRIDWARDEN_IDLE_MINUTES", "30")))
SESSION_LASTS = timedelta(hours=12)
#: For people who hold only roles of the street: a phone in a pocket must not ask for a password every half hour.
FIELD_SESSION_IDLE = timedelta(hours=12)
FIELD_SESSION_LASTS = timedelta(days=7)

# Logins.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["gridwarden.platform.accounts.hashers.Argon2idHasher"]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
#: Five failures from one address lock an account for that address.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the audit trail tells it
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "gridwarden.platform.accounts.addresses.client_address"
#: Tries in a quarter of an hour, counted before any password is hashed: for one address, for one account from anywhere.
LOGINS_PER_ADDRESS = 100
LOGINS_PER_ACCOUNT = 20
#: Roles beside the three administrators that must use a second factor, separated by commas.
SECOND_FACTOR_ROLES = [role for role in os.environ.get("GRIDWARDEN_SECOND_FACTOR_ROLES", "").split(",") if role]

#: ``asvs`` (length and lists, no forced changes) or ``dengbao`` (GB/T 22239-2019: classes, age, history): the two
#: contradict each other, see docs/adr.
PASSWORD_PROFILE = os.environ.get("GRIDWARDEN_PASSWORD_PROFILE", "asvs")
_VALIDATORS = "gridwarden.platform.accounts.validators"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator"},
    {"NAME": f"{_VALIDATORS}.MaximumLengthValidator"},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.OwnNameValidator"},
]
#: Passwords older than this must be changed at the next login; ``None``: never.
PASSWORD_MAX_AGE: timedelta | None = None
if PASSWORD_PROFILE == "dengbao":  # noqa: S105 - the name of a profile
    AUTH_PASSWORD_VALIDATORS += [
        {"NAME": f"{_VALIDATORS}.CharacterClassesValidator"},
        {"NAME": f"{_VALIDATORS}.RecentPasswordsValidator", "OPTIONS": {"remembered": 5}},
    ]
    PASSWORD_MAX_AGE = timedelta(days=90)

#: Requests that one API client may make in a minute.
API_REQUESTS_PER_MINUTE = 600
