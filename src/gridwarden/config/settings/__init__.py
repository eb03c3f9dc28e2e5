"""Settings, split by subject; ``production`` is for running, ``test`` for the suite."""
