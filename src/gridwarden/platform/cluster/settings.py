"""The server's configuration."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gridwarden.platform.cluster.layout import Layout

_MIB = 1024 * 1024


def file_text(layout: Layout, extra: Mapping[str, str]) -> str:
    """Return the configuration file of the cluster; ``extra`` wins."""
    lines = [f"{name} = '{_quoted(value)}'" for name, value in (_base(layout) | dict(extra)).items()]
    head = "# Written at every start. For settings of your own use ALTER SYSTEM.\n"
    return head + "\n".join(lines) + "\n"


def _base(layout: Layout) -> dict[str, str]:
    return {
        # The only door is a socket in a folder that nobody else may enter.
        "listen_addresses": "",
        "unix_socket_directories": str(layout.socket_folder),
        "unix_socket_permissions": "0700",
        "cluster_name": f"gridwarden {layout.name}",
        "max_connections": "120",
        "shared_buffers": f"{_shared_buffers_mib()}MB",
        "maintenance_work_mem": "128MB",
        "work_mem": "16MB",
        "max_wal_size": "2GB",
        "wal_compression": "on",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        # Compiling costs more than it saves for queries this short; map tiles suffer most.
        "jit": "off",
        "log_destination": "stderr",
        "logging_collector": "on",
        "log_directory": str(layout.log),
        "log_filename": "postgres-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_min_duration_statement": "2s",
        "log_lock_waits": "on",
    }


def _shared_buffers_mib() -> int:
    """An eighth of the memory, between 128 MiB and 1 GiB: the machine has other work too."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MIB
    return max(128, min(1024, memory // 8))


def _quoted(value: str) -> str:
    return value.replace("'", "''")
