"""Transcripts with time codes: the cues in order, without clock, names and styles.

Format after WebVTT (https://www.w3.org/TR/webvtt1/); SubRip has the same parts.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from medvirk_nlp.reading.speakers import facilitators
from medvirk_nlp.reading.subtitles import Speech, speeches
from medvirk_nlp.reading.vocabulary import fold, vocabulary
from medvirk_nlp.texts import Texts
from medvirk_nlp.writing.layout import Unit

_SECONDS = 5
"""Length of a cue in the clean file. The times of the recording would tell which one it was."""
_ENDS = (".", "!", "?", "…", "»")


class Cues:
    """What is said in a transcript, one unit for each voice of a cue.

    Parameters
    ----------
    text : str
        The transcript.
    kind : {"vtt", "srt"}
    words : Texts
        Gives the labels of speakers.
    """

    def __init__(self, text: str, kind: str, words: Texts) -> None:
        self._kind = kind
        self._words = words
        said = list(speeches(text))
        self.units: Sequence[Unit] = tuple(
            Unit(speech.text, joined=_goes_on(before, speech))
            for before, speech in zip([None, *said], said, strict=False)
        )
        self._labels = self._named(said)
        self.left_out = {"times": len({speech.cue for speech in said})}

    def write(self, clean: Sequence[str]) -> bytes:
        """Return the cues, each as long as the others, numbered from 1."""
        vtt = self._kind == "vtt"
        blocks = [f"WEBVTT\n\nNOTE {self._words('writing.cues.note')}"] if vtt else []
        for number, (text, label) in enumerate(zip(clean, self._labels, strict=True), start=1):
            start, end = (_time(n * _SECONDS, vtt) for n in (number - 1, number))
            said = " ".join(text.split())
            if vtt:
                said = html.escape(said, quote=False)
                said = f"<v {label}>{said}</v>" if label else said
            else:
                said = said.replace("<", "‹").replace(">", "›")
                said = f"{label}: {said}" if label else said
            blocks.append(f"{number}\n{start} --> {end}\n{said}")
        return ("\n\n".join(blocks) + "\n").encode()

    def _named(self, said: Sequence[Speech]) -> list[str]:
        """Return a label for every speech that tells speakers apart, but not who they are."""
        spoken = [(speech.speaker, speech.text) for speech in said if speech.speaker]
        leading = facilitators(spoken, (), vocabulary())
        numbers: dict[str, int] = {}
        labels = []
        for speech in said:
            who = fold(speech.speaker) if speech.speaker else ""
            if not who:
                labels.append("")
            elif who in leading:
                labels.append(self._words("writing.cues.facilitator"))
            else:
                number = numbers.setdefault(who, len(numbers) + 1)
                labels.append(self._words("writing.cues.speaker", number=number))
        return labels


def _goes_on(before: Speech | None, speech: Speech) -> bool:
    """Tell whether a speaker goes on with the sentence of the cue before."""
    return (
        before is not None and before.speaker == speech.speaker and not before.text.endswith(_ENDS)
    )


def _time(seconds: int, vtt: bool) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest:02d}{'.' if vtt else ','}000"
