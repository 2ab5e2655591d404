"""The network of the encoder recipe: one transformer, one vector a comment, three linear heads."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from transformers import BertModel

START, END, PAD = 0, 2, 1
LONGEST_TEXT, LONGEST_CONTEXT = 254, 64
"""Pieces; what is longer is cut, as in `medvirk_nlp.coding.encoder`."""


class SentenceCoder(torch.nn.Module):
    """BERT encoder; the vector of a comment is the mean over its own pieces, not its heading's."""

    def __init__(self, encoder: BertModel, themes: int, polarities: int, dropout: float = 0.1):
        super().__init__()
        self.encoder = encoder
        self.dropout = torch.nn.Dropout(dropout)
        width = encoder.config.hidden_size
        self.themes = torch.nn.Linear(width, themes)
        self.polarity = torch.nn.Linear(width, polarities)
        self.film = torch.nn.Linear(width, 3)

    def vector(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, own: torch.Tensor
    ) -> torch.Tensor:
        """Return (batch, width): the mean of the pieces that ``own`` marks."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weight = own.to(hidden.dtype).unsqueeze(-1)
        return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)

    def forward(self, input_ids, attention_mask, own):
        """Return the vectors; this is what is exported."""
        return self.vector(input_ids, attention_mask, own)


def pieces(tokenizer: Tokenizer, text: str, context: str | None) -> tuple[list[int], list[int]]:
    """Return the piece ids of heading and comment, and which of them are the comment's."""
    own = tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST_TEXT]
    ahead = (
        tokenizer.encode(context, add_special_tokens=False).ids[:LONGEST_CONTEXT] if context else []
    )
    before = [START, *ahead, END, END] if ahead else [START]
    return [*before, *own, END], [0] * len(before) + [1] * len(own) + [0]


def tensors(rows: Sequence[tuple[list[int], list[int]]]) -> tuple[torch.Tensor, ...]:
    """Return padded (input_ids, attention_mask, own)."""
    width = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([i + [PAD] * (width - len(i)) for i, _ in rows])
    own = torch.tensor([o + [0] * (width - len(o)) for _, o in rows])
    return ids, (ids != PAD).long(), own
