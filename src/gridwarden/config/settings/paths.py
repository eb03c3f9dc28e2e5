"""Where things lie."""

from __future__ import annotations

import os
from pathlib import Path

#: The checkout, or the folder above the installed package.
PROJECT = Path(__file__).resolve().parents[4]
#: Everything that the running product writes: database cluster, photos, secrets, logs.
HOME = Path(os.environ.get("GRIDWARDEN_HOME", PROJECT / "var")).resolve()
