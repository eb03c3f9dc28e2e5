"""Pages of video sources."""
