"""The token classifier of the accurate NER: one encoder, a head for our scheme, one for NorNE."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer, pre_tokenizers
from transformers import BertModel

from medvirk_nlp.records import ENTITY_TYPES

SCHEME = sorted(ENTITY_TYPES - {"ORG_NUMBER"})
NORNE = sorted(["PER", "ORG", "LOC", "GPE_LOC", "GPE_ORG", "PROD", "EVT", "DRV", "MISC"])
IGNORED = -100


def tags(labels: Sequence[str]) -> list[str]:
    """Return the BIO tags of a label set; index 0 is O."""
    return ["O", *(f"{prefix}-{label}" for label in labels for prefix in "BI")]


def line_aware(path: Path) -> Tokenizer:
    """Load the trimmed tokenizer; every line starts like a text, a line break is a piece."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split("\n", "isolated"),
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always"),
        ]
    )
    return tokenizer


class TokenClassifier(torch.nn.Module):
    """BERT encoder with two linear heads over its pieces."""

    def __init__(self, encoder: BertModel, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = torch.nn.Dropout(dropout)
        width = encoder.config.hidden_size
        self.scheme = torch.nn.Linear(width, len(tags(SCHEME)))
        self.norne = torch.nn.Linear(width, len(tags(NORNE)))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits of both heads, each (batch, pieces, tags)."""
        hidden = self.dropout(
            self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        )
        return self.scheme(hidden), self.norne(hidden)


def piece_tags(
    text: str,
    offsets: Sequence[tuple[int, int]],
    spans: Sequence[tuple[int, int, str]],
    labels: Sequence[str],
) -> list[int]:
    """Return the tag of every piece: B where a span starts, I inside, O elsewhere.

    A piece that begins with the space before its word belongs to the word.
    """
    index = {tag: i for i, tag in enumerate(tags(labels))}
    out, last = [], None
    for start, end in offsets:
        while start < end and text[start].isspace():
            start += 1
        hit = next((s for s in spans if s[0] < end and s[1] > start), None) if start < end else None
        if hit is None:
            out.append(0)
        else:
            out.append(index[("I-" if hit == last else "B-") + hit[2]])
        last = hit if start < end else last
    return out
