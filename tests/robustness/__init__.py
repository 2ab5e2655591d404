"""Runs, files and machines that do not behave."""
