"""Commands that know the whole house: they start, stop and look after it."""
