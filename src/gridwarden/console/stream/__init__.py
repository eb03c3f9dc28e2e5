"""The event stream: one listener for each process, fanned out to every open page."""

from gridwarden.console.stream.app import application

__all__ = ["application"]
