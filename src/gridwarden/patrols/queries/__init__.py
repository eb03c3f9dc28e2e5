"""What is asked of devices and tracks."""
