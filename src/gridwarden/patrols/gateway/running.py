"""Running the gateway inside the product: its database, its folder, its photos."""

from __future__ import annotations

import asyncio
import logging
import resource
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gridwarden.patrols.actions import photos
from gridwarden.patrols.gateway.archive import Archive
from gridwarden.patrols.gateway.hub import Hub
from gridwarden.patrols.gateway.server import serve
from gridwarden.patrols.gateway.store import Limits
from gridwarden.platform.connecting import connect_async
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from gridwarden.patrols.gateway.directory import Known
    from gridwarden.patrols.jt808.contents import Media

logger = logging.getLogger(__name__)

#: Under this name the gateway's connections show in ``pg_stat_activity``.
APPLICATION_NAME = "gridwarden gateway"
#: Some terminals keep 20 characters of a key.
KEY_DIGITS = 20
#: Files and lines that may be open at once, where the system allows so many.
MOST_FILES = 65_536
connect = partial(connect_async, application_name=APPLICATION_NAME)


def key_for(words: str) -> str:
    """Return the key that follows from ``words``, which nobody can tell without the installation's secret."""
    return salted_hmac("gridwarden.patrols.terminal", words, algorithm="sha256").hexdigest()[:KEY_DIGITS]


def run(*, host: str, tcp_port: int, udp_port: int) -> None:
    """Serve terminals until stopped."""
    archive = Archive(settings.PATROL_FRAMES, timedelta(days=settings.PATROL_FRAME_DAYS))
    limits = Limits(keep=timedelta(days=settings.PATROL_FIX_DAYS))

    async def main() -> None:
        await serve(
            Hub(connect, archive, _keep_photo, key_for, limits), host=host, tcp_port=tcp_port, udp_port=udp_port
        )

    allow_many_lines()
    asyncio.run(main())


def allow_many_lines() -> None:
    """Open as many lines as the system lets this process: where 1,024 is the custom, terminals would stay outside."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, MOST_FILES), hard))


async def _keep_photo(known: Known, media: Media) -> bool:
    """Store a recording; True when the terminal need not send it again, which holds for one that cannot be kept."""
    if media.about.kind != photos.IMAGE:
        return True
    return await asyncio.to_thread(_kept, known, media)


def _kept(known: Known, media: Media) -> bool:
    close_old_connections()
    try:
        photos.keep(at=timezone.now(), district_id=known.district_id, device_id=known.device_id, media=media)
    except Refusal as refusal:
        logger.warning("a recording of device %d is no photo: %s", known.device_id, refusal)
    finally:
        close_old_connections()
    return True
