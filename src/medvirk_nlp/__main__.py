"""``python -m medvirk_nlp``."""

from medvirk_nlp.cli import main

main()
