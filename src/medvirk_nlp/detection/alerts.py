"""Why a person must look at a passage: hidden addresses, disclosures, sensitive data, leftovers.

The words that raise an alarm are in ``resources/lexicons/alerts.yaml``; what each rule says to
the reviewer is in ``resources/texts/*/detection.toml`` and read by `reason`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from medvirk_nlp.detection.alert_rules import rules, sentences
from medvirk_nlp.detection.alphabets import foreign_words
from medvirk_nlp.detection.disguises import spaced_words
from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.detection.name_context import in_capitals
from medvirk_nlp.detection.name_words import name_words
from medvirk_nlp.detection.tokens import tokenize
from medvirk_nlp.records import QUASI_TYPES, Finding, Flag
from medvirk_nlp.texts import Texts, texts

SURE = 0.5
"""A direct identifier found with less than this is doubtful."""
_NUMBER = re.compile(r"(?<![\w.])\d(?:[ \u00a0.,:/–-]?\d)+(?!\w)")
_SHORTEST_NAME = 3
_ALARMS = (("always_stop", 0), ("disclosure", 1))
_OWN_CASE = (("own_case", 3),)
"""Sections of ``alerts.yaml`` and how urgent each is."""


def alerts(
    text: str,
    findings: Sequence[Finding],
    *,
    is_known_word: Callable[[str], bool] | None = None,
) -> list[Flag]:
    """Return all flags of a passage, the most urgent first.

    Parameters
    ----------
    text : str
        The passage as it stands in the source.
    findings : sequence of Finding
        All that was found in it, disjoint.
    is_known_word : callable, optional
        Whether a folded word is an ordinary word in any inflection, or a term of the field.
        Without it capitalised leftovers are not looked for.

    Returns
    -------
    list of Flag
        Kinds, by priority: 0 "always_stop", 1 "disclosure", 2 "confidential", 3 "combination" and
        "own_case", 4 "low_confidence", 5 "leftover".
    """
    covered = sorted(findings, key=lambda f: (f.start, f.end))
    found = {
        *_rule_flags(text, covered, _ALARMS),
        *islice(_rule_flags(text, covered, _OWN_CASE), 1),
        *confidential_flags(covered),
        *_combination(covered),
        *(low_confidence_flag(f) for f in covered if f.identifier == "direct" and f.score < SURE),
        *_leftover_numbers(text, covered),
        *_disguised_words(text, covered),
    }
    if is_known_word is not None:
        found.update(_leftover_words(text, covered, is_known_word))
    return sorted(found, key=flag_order)


def flag_order(flag: Flag) -> tuple[int, str, int, int, str]:
    """Return the sort key of a flag: urgency, kind, place, rule."""
    start = -1 if flag.start is None else flag.start
    end = -1 if flag.end is None else flag.end
    return flag.priority, flag.kind, start, end, flag.rule


def confidential_flags(findings: Iterable[Finding]) -> list[Flag]:
    """Return a flag for each finding of GDPR art. 9 / 10 data; the rule is its category."""
    return [
        Flag("confidential", 2, finding.start, finding.end, finding.confidential)
        for finding in findings
        if finding.confidential is not None
    ]


def low_confidence_flag(finding: Finding) -> Flag:
    """Return the flag of a finding that is too weak to be trusted."""
    return Flag("low_confidence", 4, finding.start, finding.end, "weak_finding")


def reason(flag: Flag, language: str) -> str:
    """Return what a flag says to the reviewer.

    Parameters
    ----------
    flag : Flag
        Of this module, of `singling_out`, of `EntityClusters.undecided` or of the anonymizer.
    language : {"nb", "nn", "en"}

    Raises
    ------
    KeyError
        When there is no such rule.
    """
    say = texts(language)
    if flag.kind == "combination" and flag.rule.isupper():
        return _reason_of_types("combination", flag.rule, say)
    if flag.kind == "combination" and ":" in flag.rule:
        how, _, types = flag.rule.partition(":")
        return _reason_of_types(f"combination_{how}", types, say)
    if flag.kind == "review_type":
        return say("detection.rule.review_type", type=say(f"detection.type.{flag.rule}"))
    return say(f"detection.rule.{flag.rule}")


def _reason_of_types(key: str, types: str, say: Texts) -> str:
    names = (say(f"detection.type.{name}") for name in types.split("+"))
    return say(f"detection.rule.{key}", types=", ".join(names))


def _rule_flags(
    text: str, covered: Sequence[Finding], sections: Sequence[tuple[str, int]]
) -> Iterator[Flag]:
    """Yield at most one flag a rule and sentence."""
    persons = [f for f in covered if f.entity_type == "PERSON"]
    for sentence in sentences(text):
        begin, end = sentence.offset, sentence.offset + sentence.tokens[-1].end
        inside = [f for f in persons if f.start < end and f.end > begin]
        for section, priority in sections:
            for rule, groups in rules()[section].items():
                hits = (
                    hit
                    for group in groups
                    for hit in group.hits(sentence, has_name=bool(inside))
                    # a surname like Vold
                    if not any(f.start <= hit[0] and hit[1] <= f.end for f in inside)
                )
                first = min(hits, default=None)
                if first is not None:
                    yield Flag(section, priority, *first, rule)


def _combination(covered: Sequence[Finding]) -> list[Flag]:
    """Flag several kinds of quasi-identifiers in one passage; the rule names the kinds."""
    settings = lexicon("alerts")["combination"]
    kinds = {f.entity_type for f in covered if f.entity_type in QUASI_TYPES}
    strong = kinds.intersection(settings["strong"])
    if len(kinds) < settings["with_strong" if strong else "types"]:
        return []
    return [Flag("combination", 3, rule="+".join(sorted(kinds)))]


def _leftover_numbers(text: str, covered: Sequence[Finding]) -> Iterator[Flag]:
    """Flag long numbers that no recognizer explained."""
    settings = lexicon("alerts")["numbers"]
    harmless = re.compile("|".join(settings["harmless"]))
    money_before = re.compile(f"(?:{settings['money_before']})$", re.IGNORECASE)
    money_after = re.compile(settings["money_after"], re.IGNORECASE)
    for match in _outside(_NUMBER, text, covered):
        number = match.group()
        if sum(char.isdigit() for char in number) < settings["digits"]:
            continue
        if harmless.fullmatch(number) or money_after.match(text, match.end()):
            continue
        if money_before.search(text, max(0, match.start() - 8), match.start()):
            continue
        yield Flag("leftover", 5, match.start(), match.end(), "long_number")


def _disguised_words(text: str, covered: Sequence[Finding]) -> Iterator[Flag]:
    """Flag words that cannot be read: another alphabet, mixed alphabets, letters spaced out.

    A word of mixed alphabets is flagged although it is masked: who disguised one name may have
    disguised more.
    """
    for start, end, rule in (*foreign_words(text), *spaced_words(text)):
        masked = any(f.start <= start and end <= f.end for f in covered)
        if not masked or rule == "mixed_alphabet":
            yield Flag("leftover", 5, start, end, rule)


def _outside(
    pattern: re.Pattern[str], text: str, covered: Sequence[Finding]
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that touch no finding. Findings sorted by start."""
    at, reach = 0, 0
    for match in pattern.finditer(text):
        while at < len(covered) and covered[at].start < match.end():
            reach = max(reach, covered[at].end)
            at += 1
        if match.start() >= reach:
            yield match


def _leftover_words(
    text: str, covered: Sequence[Finding], is_known_word: Callable[[str], bool]
) -> Iterator[Flag]:
    """Flag capitalised words inside a sentence that are in no word list."""
    at, reach = 0, 0
    for token in tokenize(text):
        while at < len(covered) and covered[at].start < token.end:
            reach = max(reach, covered[at].end)
            at += 1
        word = text[token.start : token.end]
        if token.start < reach or len(word) < _SHORTEST_NAME or not word[0].isupper():
            continue
        if _opens_sentence(text, token.start) or is_known_word(token.key):
            continue
        if token.key in name_words().abbreviations or _nobody().fullmatch(token.key):
            continue
        if word.isupper() and in_capitals(text, token.start, token.end):
            continue
        yield Flag("leftover", 5, token.start, token.end, "unknown_word")


@cache
def _nobody() -> re.Pattern[str]:
    """Compile the names that are nobody's; * stands for any ending."""
    names = lexicon("alerts")["known"]
    return re.compile("|".join(re.escape(name).replace(r"\*", r"\w*") for name in names))


def _opens_sentence(text: str, start: int) -> bool:
    """Tell whether a capital is due to the place: start of a line, sentence or quote."""
    before = text[max(0, start - 20) : start].rpartition("\n")[2].rstrip(" \t\u00a0")
    bare = before.rstrip("-–—•*#>(/|«“\"'0123456789 \t")
    return not bare or before != before.rstrip("«“\"'|") or bare.endswith((".", "!", "?", "…", ":"))
