"""Vehicles and people as they move, streamed to every open map."""

from gridwarden.console.moving.app import application

__all__ = ["application"]
