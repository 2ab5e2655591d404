"""From coded passages to the finished files: figures that are safe to show, and who writes them."""
