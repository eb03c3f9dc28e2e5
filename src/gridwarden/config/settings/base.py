"""What production and tests share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.config.settings.paths import HOME

CONTEXTS = [
    "gridwarden.simulation",
    "gridwarden.console",
    "gridwarden.field",
    "gridwarden.exchange",
    "gridwarden.intake",
    "gridwarden.contracts",
    "gridwarden.video",
    "gridwarden.radio",
    "gridwarden.patrols",
    "gridwarden.inspections",
    "gridwarden.cases",
    "gridwarden.menu",
    "gridwarden.workforce",
    "gridwarden.grids",
]
PLATFORM = [
    "gridwarden.platform.accounts",
    "gridwarden.platform.audit",
    "gridwarden.platform.events",
    "gridwarden.platform.timers",
    "gridwarden.platform.attachments",
    "gridwarden.platform.api",
    "gridwarden.platform.calendars",
    "gridwarden.platform.notifications",
    "gridwarden.platform.numbering",
    "gridwarden.platform.documents",
    "gridwarden.platform.jobs",
    "gridwarden.platform.maps",
    "gridwarden.platform.ui",
]
INSTALLED_APPS = [
    *CONTEXTS,
    *PLATFORM,
    "axes",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.gis",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "gridwarden.config.urls"
WSGI_APPLICATION = "gridwarden.config.wsgi.application"

MIDDLEWARE = [
    "gridwarden.platform.transport.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gridwarden.platform.api.middleware.ProblemMiddleware",
    "gridwarden.platform.transport.characters.NulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gridwarden.platform.accounts.middleware.ActorMiddleware",
    "gridwarden.platform.accounts.lifetimes.SessionLifeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gridwarden.platform.accounts.trail.AccessTrailMiddleware",
    "gridwarden.platform.ui.refusals.RefusalMiddleware",
    "gridwarden.platform.accounts.obligations.ObligationsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "gridwarden.platform.ui.context.shell",
            ],
        },
    },
]

#: Dotted path of ``(user, at) -> Actor``; it lies above the platform, hence the name here.
ACTOR_PROVIDER = "gridwarden.workforce.queries.actors.actor_for"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS: list[str] = []
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS: list[str] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
#: Built chunks carry their hash from the build; everything else gets one from the manifest.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+(/dist/chunks/.+-[\w-]{8}|\.[0-9a-f]{12})\.\w+$"
CSRF_FAILURE_VIEW = "gridwarden.platform.ui.errors.csrf_failure"
#: Photos lie here and are served only by views that check who asks.
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"

#: Days for which positions of devices, and the frames of terminals as they came, are kept.
PATROL_FIX_DAYS = 90
PATROL_FRAME_DAYS = 7
#: Where those frames are written.
PATROL_FRAMES = HOME / "frames"

#: Dotted path of the API object; every context's routes hang on it, so it lies above the platform.
API = "gridwarden.config.api.api"
#: Signed notes of where the audit trail ends, outside the database; copy the file to another machine.
AUDIT_CHECKPOINTS = HOME / "audit" / "checkpoints.jsonl"
#: Photos: largest file, most pixels, longest side as stored, and how many an account may send in an hour.
PHOTO_MAX_BYTES = 20 * 1024 * 1024
PHOTO_MAX_PIXELS = 64_000_000
PHOTO_STORED_SIDE_PX = 2560
PHOTOS_PER_HOUR = 600
#: Two photos are one when they differ in no more of 64 bits (at most 11), and of 64 bits of detail.
EVIDENCE_LIKENESS_BITS = 10
EVIDENCE_DETAIL_BITS = 16
#: A photo is remarked on when it was taken farther than this from the case, longer than this before the step, or
#: sent by a phone whose clock differs by more than this.
EVIDENCE_FAR_M = 200
EVIDENCE_OLD_MIN = 120
EVIDENCE_SKEW_S = 300
#: Longest request with files, and with fields only.
UPLOAD_MAX_REQUEST_BYTES = 64 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = [
    "gridwarden.platform.attachments.uploads.RequestSizeHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
#: Path under which the front server serves MEDIA_ROOT by X-Accel-Redirect; empty: this program serves photos itself.
MEDIA_ACCEL_PREFIX = ""

#: Working hours of a district that has set none: [(from, to)] in local time (standards: 08–12, 14–18).
WORKING_HOURS = [("08:00", "12:00"), ("14:00", "18:00")]
#: Raster tile server laid under the map, for example a 天地图 address with {z} {x} {y}; empty for none.
TILE_SERVER = ""
#: Words of thanks and licence in the map's corner, for example for imported roads.
MAP_ATTRIBUTION = ""
#: Hear of changed territories on a connection of its own, so that locating a point costs no statement.
LISTEN_FOR_TERRITORY = True
