"""Those who carry messages out of the house; each passes the one contract of ``ports.Carrier``."""
