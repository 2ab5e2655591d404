"""Trying to tell from a clean text who said it, as somebody who knows the group would."""
