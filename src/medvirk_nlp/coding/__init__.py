"""From clean comments to themes and polarity, by a codebook."""
