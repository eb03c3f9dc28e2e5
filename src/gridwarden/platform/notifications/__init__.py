"""Notices: what one person is told inside the product."""
