"""Who could be picked out of the group by what is still visible after the policy.

A reader who knows the event sees only the released text: «[navn]» tells nothing, «[13-15 år]»
and «[språk]» do. What one person tells is gathered over all comments and compared with the rest of
the group. What is compared is the released form, never the words of the source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.reading.vocabulary import fold, words
from medvirk_nlp.records import Document, Finding, Flag, Passage

View = Callable[[str, Finding], str | None]
"""What the released text shows of a finding; None where it tells nothing."""
SURVEY = "SURVEY"
"""Type of what a column of a survey tells («Alder»)."""
ACROSS = "across"
"""Before the types of a rule: they stand in several comments."""
ONLY = "only"
"""Before the types of a rule: nobody else in the group tells this."""
HIDDEN = "hidden_address_document"
"""Rule of a place in a document that speaks of a hidden address."""
_PRIORITY = 3
_SHORTEST_ANSWER = 3
"""Letters of a survey answer that is looked for in the comments, at least («PPT»)."""

_Attribute = tuple[str, str]  # type, and the form that is shown
_Profile = frozenset[_Attribute]
_Owner = tuple[str, str | None]  # document and respondent


def combination_flags(
    documents: Sequence[Document],
    findings: Mapping[str, Sequence[Finding]],
    view: View,
    raised: Mapping[str, Sequence[Flag]],
    k: int = 5,
) -> dict[str, list[Flag]]:
    """Flag the comments by which somebody could be singled out within the group.

    What a respondent tells is taken together. Where nobody knows who speaks, a comment stands for
    itself, unless fewer than ``k`` took part in the session or their number is unknown: then
    the document is taken as one person. A group is that of the documents; those without one
    are a group of their own.

    Parameters
    ----------
    documents : sequence of Document
        All of the run; their order has no influence.
    findings : mapping of str to sequence of Finding
        By passage id, with the actions of the policy.
    view : callable
    raised : mapping of str to sequence of Flag
        What `medvirk_nlp.detection.alerts.alerts` said of each passage; a combination named there
        is not named again.
    k : int
        Fewest people who must share a combination.

    Returns
    -------
    dict of str to list of Flag
        By passage id, those with a flag only. Kind "combination", priority 3. The rule names the
        types ("AGE+HEALTH"), with ``across:`` before them where they stand in several
        comments, ``only:`` where nobody else in the group tells this and the policy asks nobody
        to look at it; or it is ``hidden_address_document``.
    """
    told = {
        p.id: frozenset(_told(p, findings.get(p.id, ()), view))
        for d in documents
        for p in d.passages
        if p.role == "feedback"
    }
    crowds: dict[str | None, _Crowd] = defaultdict(_Crowd)
    profiles: dict[str, _Profile] = {}
    hinting: set[str] = set()
    for document in documents:
        behind = _columns(document, findings, view)
        hinting.update(_hinting(document))
        profiles.update(_join(document, told, behind, crowds[document.group], k))
    flags: dict[str, list[Flag]] = {}
    for document in documents:
        hidden = _is_hidden(document, raised)
        crowd = crowds[document.group]
        for passage in document.passages:
            if passage.role != "feedback":
                continue
            here, before = findings.get(passage.id, ()), raised.get(passage.id, ())
            rules = [
                _combination(
                    told[passage.id], profiles[passage.id], crowd, k, passage.id in hinting
                )
                or _only(_told(passage, [f for f in here if f.action != "review"], view), crowd),
                HIDDEN if hidden and _shows_place(here, before) else "",
            ]
            new = [rule for rule in rules if rule and not _is_named(rule, before)]
            if new:
                flags[passage.id] = [Flag("combination", _PRIORITY, rule=rule) for rule in new]
    return flags


@dataclass(slots=True)
class _Crowd:
    """What the people of a group tell."""

    owners: dict[_Profile, set[_Owner]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[_Attribute, list[_Profile]] = field(default_factory=lambda: defaultdict(list))
    voices: Counter[_Attribute] = field(default_factory=Counter)
    judged: dict[_Profile, bool] = field(default_factory=dict)

    def add(self, profile: _Profile, owner: _Owner) -> None:
        """Count somebody who tells all of a profile."""
        if profile not in self.owners:
            for attribute in profile:
                self.holders[attribute].append(profile)
        self.owners[profile].add(owner)

    def is_rare(self, profile: _Profile, k: int) -> bool:
        """Tell whether fewer than k people tell all of a profile; asked when all are added."""
        if profile not in self.judged:
            self.judged[profile] = self._is_rare(profile, k)
        return self.judged[profile]

    def _is_rare(self, profile: _Profile, k: int) -> bool:
        candidates = min((self.holders.get(a, []) for a in profile), key=len)
        people: set[_Owner] = set()
        for candidate in candidates:
            if profile <= candidate:
                people |= self.owners[candidate]
                if len(people) >= k:
                    return False
        return True


def _told(passage: Passage, findings: Sequence[Finding], view: View) -> Iterator[_Attribute]:
    for finding in findings:
        shown = view(passage.text, finding)
        if shown is not None:
            yield finding.entity_type, shown


def _columns(
    document: Document, findings: Mapping[str, Sequence[Finding]], view: View
) -> dict[str, set[_Attribute]]:
    """Gather what the columns of a survey tell of each respondent beside the answers."""
    asked = {p.id: p.text for p in document.passages if p.role == "question"}
    behind: dict[str, set[_Attribute]] = defaultdict(set)
    for passage in document.passages:
        if passage.role == "other" and passage.respondent is not None:
            behind[passage.respondent].update(_told(passage, findings.get(passage.id, ()), view))
            if passage.trait:
                answer = f"{fold(asked.get(passage.context_id or '', ''))}: {fold(passage.text)}"
                behind[passage.respondent].add((SURVEY, answer))
    return behind


def _hinting(document: Document) -> Iterator[str]:
    """Yield the comments that repeat what their writer answered about themselves, or hint at it.

    «Som rektor …» shows what the column of positions says, though no finding is in it.
    """
    traits: dict[str, list[str]] = defaultdict(list)
    for passage in document.passages:
        if passage.trait and passage.respondent is not None:
            traits[passage.respondent].append(_as_words(passage.text))
    hints = [_as_words(hint) for hint in lexicon("singling_out")["of_oneself"]] if traits else []
    for passage in document.passages:
        if passage.role == "feedback" and passage.respondent in traits:
            written = _as_words(passage.text)
            answers = [a for a in traits[passage.respondent] if len(a.strip()) >= _SHORTEST_ANSWER]
            if any(words in written for words in (*answers, *hints)):
                yield passage.id


def _as_words(text: str) -> str:
    return f" {' '.join(words(text))} "


def _join(
    document: Document,
    told: Mapping[str, _Profile],
    behind: Mapping[str, set[_Attribute]],
    crowd: _Crowd,
    k: int,
) -> dict[str, _Profile]:
    """Return by passage what its speaker tells in all, and add the speakers to the crowd."""
    spoken: dict[str | None, list[str]] = defaultdict(list)
    for passage in document.passages:
        if passage.role == "feedback":
            alone = "" if document.participants == 1 else None
            spoken[passage.respondent or alone].append(passage.id)
    profiles: dict[str, _Profile] = {}
    for speaker, ids in spoken.items():
        everything = frozenset().union(*(told[i] for i in ids), behind.get(speaker or "", ()))
        if speaker is not None:
            crowd.add(everything, (document.id, speaker))
            crowd.voices.update({attribute for i in ids for attribute in told[i]})
            profiles.update(dict.fromkeys(ids, everything))
            continue
        one_person = document.participants is None or document.participants < k
        profiles.update((i, everything if one_person else told[i]) for i in ids)
        for i in ids:
            crowd.voices.update(told[i])
            if len(spoken) == 1:  # else it may be one of those who are counted already
                crowd.add(told[i], (document.id, None))
    return profiles


def _combination(
    told: _Profile, profile: _Profile, crowd: _Crowd, k: int, hints: bool = False
) -> str:
    """Return the rule for a comment with a part of a rare combination, else nothing."""
    types = {entity_type for entity_type, _ in profile}
    traits = sum(entity_type == SURVEY for entity_type, _ in profile)
    several = len(types) > 1 or traits > 1
    if not (told or hints) or not several or not crowd.is_rare(profile, k):
        return ""
    names = "+".join(sorted(types))
    return names if types == {entity_type for entity_type, _ in told} else f"{ACROSS}:{names}"


def _only(told: Iterable[_Attribute], crowd: _Crowd) -> str:
    """Return the rule for a comment that tells what nobody else does, else nothing."""
    alone = lexicon("singling_out")["alone"]
    types = {a[0] for a in told if a[0] in alone and crowd.voices[a] == 1}
    return f"{ONLY}:{'+'.join(sorted(types))}" if types else ""


def _is_named(rule: str, before: Sequence[Flag]) -> bool:
    """Tell whether the types of a rule are all in a combination that was flagged before."""
    types = set(rule.rpartition(":")[2].split("+"))
    return any(types <= set(f.rule.split("+")) for f in before if f.kind == "combination")


def _is_hidden(document: Document, raised: Mapping[str, Sequence[Flag]]) -> bool:
    """Tell whether a document speaks of somebody who must not be found."""
    return any(f.kind == "always_stop" for p in document.passages for f in raised.get(p.id, ()))


def _shows_place(findings: Sequence[Finding], before: Sequence[Flag]) -> bool:
    """Tell whether a comment has a place in it, and is not stopped by itself already."""
    places = lexicon("singling_out")["places"]
    stopped = any(flag.kind == "always_stop" for flag in before)
    return not stopped and any(f.entity_type in places for f in findings)
