"""Figures on annotated sets: does it find what it must, does it code as people do."""
