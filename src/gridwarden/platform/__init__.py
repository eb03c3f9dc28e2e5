"""The Django shell that all contexts share: who acts, what is recorded, how news and time travel."""
