"""Text to findings: rules, lists and models, and what decides between them."""
