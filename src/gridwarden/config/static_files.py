"""How built files are stored for serving: under a name that changes with their content, compressed beforehand."""

from __future__ import annotations

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class BuiltFilesStorage(CompressedManifestStaticFilesStorage):
    """Leaves scripts as they were built: they name each other by relative addresses that already carry a hash."""

    patterns = tuple(pattern for pattern in HashedFilesMixin.patterns if pattern[0] == "*.css")
