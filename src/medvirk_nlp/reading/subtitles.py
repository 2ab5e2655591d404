"""Transcripts with time codes: WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.respondents import same_person
from medvirk_nlp.reading.speakers import facilitators, label
from medvirk_nlp.reading.talk import asks, is_small_talk, sentences
from medvirk_nlp.reading.vocabulary import fold, vocabulary

_TIMING = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+(?P<name>[^>]*)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z0-9.:][^>]*>", re.IGNORECASE)
_LONG_TURN = 1_200
"""Characters after which a turn is cut at the next end of a sentence."""


@dataclass(slots=True)
class Speech:
    """What one voice says in a cue, or in several cues in a row.

    Attributes
    ----------
    speaker : str or None
        As written in the file.
    text : str
    cue : int
        Number of the (first) cue, counted from 1.
    """

    speaker: str | None = field(repr=False)
    text: str = field(repr=False)
    cue: int


def read_subtitles(text: str, builder: PassageBuilder, place: str) -> None:
    """Read a transcript into ``builder``: one passage a turn, names left out.

    Parameters
    ----------
    text : str
    builder : PassageBuilder
    place : str
        Pattern of the locator with a blank ``number``: the cue, counted from 1.
    """
    turns = list(_joined(speeches(text)))
    words = vocabulary()
    spoken = [(turn.speaker, turn.text) for turn in turns if turn.speaker]
    leading = facilitators(spoken, (), words)
    people = same_person([who for who, _ in spoken if fold(who) not in leading], ())
    context: str | None = None
    small_talk = False
    for turn in turns:
        locator = place.format(number=turn.cue)
        if turn.speaker:
            builder.know_person(turn.speaker)
            builder.drop("dropped.speaker_lines")
        if turn.speaker and fold(turn.speaker) in leading:
            asked = asks(turn.text, words)
            small_talk = not asked and any(
                is_small_talk(sentence, words) for sentence in sentences(turn.text)
            )
            probe = turn.text.rstrip().endswith("?") and not small_talk
            added = builder.add(turn.text, locator, "question" if asked or probe else "other")
            context = added if asked else context
        elif turn.speaker and is_small_talk(turn.text, words, reply=small_talk):
            builder.add(turn.text, locator, "other", context_id=context)
        else:
            small_talk = False
            who = fold(turn.speaker) if turn.speaker else None
            builder.add(turn.text, locator, context_id=context, respondent=who)
    _add_untimed(text, builder, place)
    builder.tag_respondents(0, people)
    builder.participants = len(set(filter(None, people.values()))) or None


def _add_untimed(text: str, builder: PassageBuilder, place: str) -> None:
    """Keep as "other" what stands outside all cues; count remarks and settings of the format."""
    blocks = re.split(r"\n{2,}", text.replace("\r\n", "\n").lstrip("\ufeff"))
    for number, block in enumerate(blocks):
        rows = block.strip().split("\n")
        if rows[0].startswith(("NOTE", "STYLE", "REGION")):
            builder.drop("dropped.transcript_notes")
        elif not any(map(_TIMING.match, rows)):
            head = number == 0 and rows[0].startswith("WEBVTT")
            for row in rows[head:]:
                said = html.unescape(_TAG.sub("", row)).strip()
                builder.add(
                    said if any(map(str.isalpha, said)) else "", place.format(number=0), "other"
                )


def speeches(text: str) -> Iterator[Speech]:
    """Yield what each cue says, by speaker. Blocks without a timing line say nothing."""
    words = vocabulary()
    cue = 0
    for block in re.split(r"(?:\r?\n){2,}", text.replace("\r\n", "\n").lstrip("\ufeff")):
        rows = block.split("\n")
        timing = next((n for n, row in enumerate(rows) if _TIMING.match(row)), None)
        if timing is None or rows[0].startswith(("NOTE", "STYLE", "REGION")):
            continue
        cue += 1
        payload = " ".join(row.strip() for row in rows[timing + 1 :] if row.strip())
        pieces = _VOICE.split(payload)
        voices = [(None, pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
        for name, piece in voices:
            said = html.unescape(_TAG.sub("", piece)).strip()
            if not said:
                continue
            who = html.unescape(name).strip() if name else None
            if who is None and (speaker := label(said, words)):
                who, said = speaker.label, said[speaker.start :]
            yield Speech(who, said, cue)


def _joined(speeches: Iterator[Speech]) -> Iterator[Speech]:
    """Join what one speaker says in a row; without speakers, up to the end of a sentence."""
    turn: Speech | None = None
    for speech in speeches:
        if turn is not None and turn.speaker == speech.speaker and not _is_whole(turn):
            turn.text = f"{turn.text} {speech.text}"
            continue
        if turn is not None:
            yield turn
        turn = speech
    if turn is not None:
        yield turn


def _is_whole(turn: Speech) -> bool:
    ended = turn.text.endswith((".", "!", "?", "…", "»"))
    return ended and (turn.speaker is None or len(turn.text) >= _LONG_TURN)
