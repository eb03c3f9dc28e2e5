"""Those who turn a camera into a stream that a browser plays; each passes the one contract of ``domain.gateway``."""
