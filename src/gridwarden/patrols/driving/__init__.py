"""Simulated terminals that drive along real roads: for trying the gateway out, and for measuring it."""
