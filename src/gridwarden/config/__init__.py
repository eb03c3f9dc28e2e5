"""Settings and entry points: the only place that knows every part of the product."""
