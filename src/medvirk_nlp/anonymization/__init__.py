"""Findings and a policy in, clean text and flags out."""
