"""Running the gateway inside the product: its database, its folder, its photos."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

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
connect = partial(connect_async, application_name=APPLICATION_NAME)


def run(*, host: str, tcp_port: int, udp_port: int) -> None:
    """Serve terminals until stopped."""
    archive = Archive(settings.PATROL_FRAMES, timedelta(days=settings.PATROL_FRAME_DAYS))
    limits = Limits(keep=timedelta(days=settings.PATROL_FIX_DAYS))

    async def main() -> None:
        await serve(Hub(connect, archive, _keep_photo, limits), host=host, tcp_port=tcp_port, udp_port=udp_port)

    asyncio.run(main())


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
