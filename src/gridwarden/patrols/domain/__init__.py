"""What patrols mean, without a framework."""
