"""``python -m gridwarden``."""

from gridwarden.config.cli import main

main()
