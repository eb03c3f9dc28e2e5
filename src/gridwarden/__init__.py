"""Grid-based city management for a district."""

__version__ = "0.1.0"
