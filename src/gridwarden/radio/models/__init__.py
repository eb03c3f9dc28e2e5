"""What was said, where, and who has read it."""

from gridwarden.radio.models.group import Reading, TalkGroup
from gridwarden.radio.models.log import LogEntry
from gridwarden.radio.models.message import Message, Voice

__all__ = ["LogEntry", "Message", "Reading", "TalkGroup", "Voice"]
