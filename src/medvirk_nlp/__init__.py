"""medvirk_nlp: raw Norwegian workshop notes and survey answers into an anonymous, coded summary."""
