"""Flags, decisions and the release gate: a person decides what a machine must not."""
