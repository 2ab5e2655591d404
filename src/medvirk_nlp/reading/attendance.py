"""Attendance lists: who took part, and how many."""

from __future__ import annotations

import re

from medvirk_nlp.reading.identity import names_nobody, without_role
from medvirk_nlp.reading.numerals import NUMBER_WORDS
from medvirk_nlp.reading.vocabulary import Vocabulary, fold

_COUNT = re.compile(
    r"\b(\d{1,3}|[a-zæøåé]{2,8})\s(?:unge|ungdom\w*|born|barn|jenter|gutter|gutar|foreldre\w*|mødre"
    r"|mødrer|fedre|deltak\w*|deltag\w*|stk|stykk\w*|personer|personar|fosterforeldre|stykker)\b"
)
_SEPARATOR = re.compile(r"\s*(?:,|;|·|\||\s\+\s|\s&\s|\sog\s|\s[–—-]\s|\s/\s)\s*")
_BRACKET = re.compile(r"\([^()]*\)")
_KEY = re.compile(r"(?P<key>[^:–—]{2,40}?)\s*[:–—]\s*(?P<rest>.*)$", re.DOTALL)
_NAME_LIKE = re.compile(r"[«\"]?[A-ZÆØÅÁČĐŊŠŽ][\w.’'-]*(?:[ +][\w.’'«»\"-]+){0,3}[»\"]?,?$")
_CELL = re.compile(r"\t|\s*\|\s*|\s+/\s+")
_CONTACT = re.compile(r"(?:\d[ .-]?){8,}|\S+@\S+\.\w+|https?://")
_NAME_WORD = re.compile(r"(?:og|&|\+|m/|f\.|[\W\d]+|\W*[A-ZÆØÅÁČĐŊŠŽ][\w.’'»\"-]*),?$")
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞČĐŊŠŦŽŁŚŻ][^\W\d_]*(?:[.’'-][^\W\d_]*)*")
_SENTENCE = re.compile(r"(?<=[\w)]{2})\.\s+(?=[A-ZÆØÅ])")
_COLUMN = re.compile(r"\t|\|")
_NAME_WORDS = 4
_CONTACT_WORDS = 6
_MAX_CHARACTERS = 400
"""A longer line is no list of contacts; the patterns are not run on it."""
_NAMES_WANTED = 3


def split_key(text: str) -> tuple[str, str]:
    """Return the words before the first colon or dash and what follows; ("", text) for none."""
    match = _KEY.match(text)
    return (match["key"].strip(), match["rest"].strip()) if match else ("", text)


def names_only(text: str) -> bool:
    """Tell whether a line is a bare list of three or more names («Zahra 15 – Nasrin 16 – …»)."""
    parts = [part for part in _parts(text) if part.strip()]
    fitting = [part for part in parts if _NAME_LIKE.match(part.strip())]
    return len(parts) >= _NAMES_WANTED and len(fitting) >= 0.75 * len(parts) and "?" not in text


def is_register_head(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a line heads a register of people («Hvem | Alder | Bor»)."""
    cells = [cell for cell in _CELL.split(text) if cell.strip()]
    return sum(vocabulary.starts("table_attendance", cell) for cell in cells) >= 2


def is_contact(text: str) -> bool:
    """Tell whether a short line is there for a telephone number, an account or an address."""
    if len(text) > _MAX_CHARACTERS:
        return False
    rest, found = _CONTACT.subn(" ", text)
    return bool(found) and len(rest.split()) <= _CONTACT_WORDS


def is_name_block(texts: list[str]) -> bool:
    """Tell whether the lines of a block name one person each, or nearly all do."""
    bare = [_BRACKET.sub("", text).strip() for text in texts]
    named = [t for t in bare if t and all(map(_NAME_WORD.match, t.split())) and t[-1] not in ".!?:"]
    full = any(len(text.split()) >= 2 for text in named)
    return len(texts) >= 2 and full and len(named) >= 0.7 * len(texts)


def tells_number(text: str) -> bool:
    """Tell whether a line says how many people there were («7 ungdommer»)."""
    return bool(_COUNT.search(fold(text)))


def are_people(text: str) -> bool:
    """Tell whether what follows «Til stede:» names or counts people rather than says something."""
    if _COUNT.search(fold(text)):
        return True
    parts = [part for part in _parts(text) if part.strip()]
    named = sum(not part.strip()[0].islower() for part in parts)
    return bool(parts) and named >= 0.5 * len(parts) and "?" not in text


def _parts(text: str) -> list[str]:
    return _SEPARATOR.split(" ".join(_BRACKET.sub("", text).split()))


def listed(text: str) -> list[str]:
    """Return the entries of an attendance line, brackets taken off."""
    parts = _parts(text)
    return [part.strip(" .") for part in parts if any(c.isalpha() for c in part)]


def names(entry: str, vocabulary: Vocabulary) -> list[str]:
    """Return the names in an attendance line, keys and roles left out.

    Of a row in columns, only the first: the others tell age, place and the like.
    «Elleve foreldre. Frå tenesta: Guro M. og Ståle T. Referent: Ståle» names three.
    """
    if len(entry) > _MAX_CHARACTERS:
        return []
    found = []
    entry = next((cell for cell in _COLUMN.split(entry) if cell.strip()), "")
    for sentence in _SENTENCE.split(entry):
        key, rest = split_key(sentence)
        for part in listed(rest if key and rest else sentence):
            name = without_role(part.strip("«»\"'’ .,"), vocabulary)
            known = all(
                _NAME.fullmatch(word) or vocabulary.has("name_particles", word)
                for word in name.split()
            )
            if (
                name
                and known
                and len(name.split()) <= _NAME_WORDS
                and not names_nobody(name, vocabulary)
            ):
                found.append(name)
    return found


def count(entries: list[str], vocabulary: Vocabulary) -> int | None:
    """Return how many took part by an attendance list, None where it cannot be told.

    A number said in words or digits («7 ungdommer») goes before the number of entries. Entries
    that name a leader or an absence are not counted, nor is anything in brackets.

    Parameters
    ----------
    entries : list of str
        The lines of the list, without their key.
    """
    for entry in entries:
        said = [match.group(1) for match in _COUNT.finditer(fold(_BRACKET.sub("", entry)))]
        number = sum(int(word) if word.isdigit() else NUMBER_WORDS.get(word, 0) for word in said)
        if number:
            return number
    people = 0
    for entry in entries:
        for name in listed(entry):
            if vocabulary.starts("absence", name):
                break
            if not vocabulary.any_word("staff", name):
                people += name[:1].isupper() or name[:1] in "«\"'"
    return people or None
