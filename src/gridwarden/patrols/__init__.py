"""Patrols: devices, tracks and what they tell of the work outside."""
