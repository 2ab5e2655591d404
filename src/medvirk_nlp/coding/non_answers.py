"""What is kept out of the model and still counted: non-answers, and the same words again.

Hundreds of «vet ikke» would become a theme of their own, and a comment that was pasted forty times
would teach the model forty times. Both are told in the report instead.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from medvirk_nlp.coding.kind import is_non_answer
from medvirk_nlp.errors import UsageError


@dataclass(frozen=True, slots=True)
class Screened:
    """Which of some comments say something, and which of them say it first.

    Attributes
    ----------
    answers : tuple of int
        Places of the comments that say something, in order.
    non_answers : tuple of int
        Places of those that do not.
    first : tuple of int
        For each comment, the place of the one that stands for all of its wording: the smallest of
        them by their exact characters, so that another order of the comments chooses the same
        words. Comments under different headings do not stand for each other.
    """

    answers: tuple[int, ...]
    non_answers: tuple[int, ...]
    first: tuple[int, ...]

    @property
    def distinct(self) -> tuple[int, ...]:
        """Places of the answers that stand for their wording: what a model may learn from."""
        return tuple(place for place in self.answers if self.first[place] == place)

    @property
    def repeated(self) -> int:
        """How many answers say again what another says."""
        return len(self.answers) - len(self.distinct)

    def times(self, place: int) -> int:
        """Return how many comments have the wording of the one at ``place``."""
        return self.first.count(self.first[place])


def wording(text: str) -> str:
    """Return what two comments must share to say the same: their letters, digits and faces.

    Case, blanks and punctuation do not count, nor how a letter is composed.

    Examples
    --------
    >>> wording("  De ringte ALDRI tilbake!! ") == wording("de ringte aldri tilbake")
    True
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    # Two letters apart by a blank alone are not two spellings of one word: «ikke bra», «ikkebra».
    kept = "".join(c if _counts(c) else " " for c in plain)
    return " ".join(kept.split())


def _counts(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM" or unicodedata.category(character) == "So"


def screen(texts: Sequence[str], context: Sequence[str | None] | None = None) -> Screened:
    """Tell answers from non-answers, and find what is said in the same words.

    Codes must not be copied from one comment to another of its wording: «Bra?» is not «Bra!», and
    what a comment gets must not hang on what stands beside it. It is for counting and learning.

    Parameters
    ----------
    texts : sequence of str
    context : sequence of (str or None), optional
        The heading or question each stands under.

    Raises
    ------
    UsageError
        ``coding.model.lengths`` when the sequences differ in length.
    """
    headings = [None] * len(texts) if context is None else context
    if len(headings) != len(texts):
        raise UsageError("coding.model.lengths")
    silent = [is_non_answer(text, above) for text, above in zip(texts, headings, strict=True)]
    groups: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    for place, (text, above) in enumerate(zip(texts, headings, strict=True)):
        groups[wording(text), above].append(place)
    first = [0] * len(texts)
    for places in groups.values():
        chosen = min(places, key=lambda place: (silent[place], texts[place], place))
        for place in places:
            first[place] = chosen
    return Screened(
        tuple(place for place, nothing in enumerate(silent) if not nothing),
        tuple(place for place, nothing in enumerate(silent) if nothing),
        tuple(first),
    )
