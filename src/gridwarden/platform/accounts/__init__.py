"""Accounts: who may log in, and how."""
