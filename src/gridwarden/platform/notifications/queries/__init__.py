"""What people have been told, how they want to be told, and what has gone out."""

from gridwarden.platform.notifications.queries.notices import NoticeRow, notices_of, unread_count, words_of

__all__ = ["NoticeRow", "notices_of", "unread_count", "words_of"]
