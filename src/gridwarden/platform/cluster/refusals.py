"""What the cluster refuses, each with what to do about it."""

from __future__ import annotations

from gridwarden.platform.refusals import Refusal


class ClusterRefusal(Refusal):
    """The private database cannot be used as things stand."""

    code = "cluster"


class ProgramsMissing(ClusterRefusal):
    """PostgreSQL with PostGIS is not installed."""

    code = "cluster_programs_missing"


class FolderRefused(ClusterRefusal):
    """The cluster's folder cannot be used by the account that has to run the server."""

    code = "cluster_folder_refused"


class ServerFailed(ClusterRefusal):
    """A program of PostgreSQL ended with an error; the message carries its last words."""

    code = "cluster_server_failed"
