"""Found once, masked everywhere: entity clusters over all texts of a run.

A name that one recognizer saw in one place is looked for in all texts, in every inflection:
full name, first name, surname, initials, genitive, parts of compounds, any case. Places,
organizations, user names and the like are looked for as they were written.

A name that is also an ordinary word (Liv, Even, Stein) is taken only where it is written as a
name: capitalised inside a sentence, in a list of names, as the label of a line. Elsewhere it is
left, and `EntityClusters.undecided` tells where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from medvirk_nlp.detection.mentions import Seed, read_seeds, seeds_of_known_name
from medvirk_nlp.detection.name_context import Verdict, judge, with_surname
from medvirk_nlp.detection.name_words import name_words
from medvirk_nlp.detection.persons import Form, Name, forms, owners
from medvirk_nlp.detection.spans import resolve
from medvirk_nlp.detection.tokens import Token, joint, tokenize
from medvirk_nlp.records import DIRECT_TYPES, Finding, Flag

SCORE = 0.85
"""Of a finding that is there because the same was found elsewhere."""
RECOGNIZER = "entity_clusters"
_LONGEST = 12  # tokens
_NEVER: Callable[[str], bool] = lambda word: False  # noqa: E731


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the path of tokens that ends here stands for."""

    entity_type: str
    entity_id: str | None
    form: Form | None  # of a person


@dataclass(slots=True)
class _Node:
    """A step on the paths of tokens."""

    steps: dict[str, _Node] = field(default_factory=dict)
    entry: _Entry | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    entry: _Entry
    verdict: Verdict


class EntityClusters:
    """The persons, places and other entities of a run. Made by `build`.

    Holds names in memory; never write one to disk.
    """

    def __init__(self, paths: _Node, is_common_word: Callable[[str], bool]) -> None:
        self._paths = paths
        self._is_common_word = is_common_word

    def __repr__(self) -> str:
        return "EntityClusters(…)"

    @classmethod
    def build(
        cls,
        texts_with_findings: Iterable[tuple[str, Sequence[Finding]]],
        known_names: Iterable[str] = (),
        *,
        is_common_word: Callable[[str], bool] = _NEVER,
        is_name: Callable[[str], bool] | None = None,
        threshold: float = 0.5,
    ) -> EntityClusters:
        """Gather the entities of all texts.

        Parameters
        ----------
        texts_with_findings : iterable of (str, sequence of Finding)
            All texts of the run in document order: ids are numbered by first place. The order of
            the findings of a text has no influence, and the order of texts none on who is who.
        known_names : iterable of str
            Names and addresses known beforehand (participants, dropped columns).
        is_common_word : callable
            Whether a lower-case word is an ordinary Norwegian word.
        is_name : callable, optional
            Whether a lower-case word is in a list of names; tells "Jonas" from the genitive of
            "Jona". Without it both are looked for.
        threshold : float
            Findings below this score are not looked for elsewhere.

        Returns
        -------
        EntityClusters
        """
        seeds: list[Seed] = []
        for number, (text, findings) in enumerate(texts_with_findings):
            seeds.extend(read_seeds(text, findings, number, threshold, is_name))
        for known in sorted(set(known_names)):
            seeds.extend(seeds_of_known_name(known, is_name))
        return cls(_paths(seeds, is_common_word), is_common_word)

    def apply(self, text: str, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings with those of the clusters added, resolved, with entity ids."""
        hits = [
            Finding(
                hit.start,
                hit.end,
                hit.entry.entity_type,
                SCORE,
                identifier="direct" if hit.entry.entity_type in DIRECT_TYPES else "quasi",
                recognizer=RECOGNIZER,
                entity_id=hit.entry.entity_id,
            )
            for hit in self._search(text)
            if hit.verdict == "name"
        ]
        return [self._identified(f, text) for f in resolve([*findings, *hits], text)]

    def undecided(self, text: str, findings: Iterable[Finding]) -> list[Flag]:
        """Return the places where a name of the run may stand, or only a word.

        The rule is ``name_or_word_cue`` where the words around speak for a person
        («snakka med liv»), else ``name_or_word``; ``initial`` for a single letter.
        """
        covered = sorted((f.start, f.end) for f in findings)
        flags = []
        at = 0
        for hit in self._search(text):
            while at < len(covered) and covered[at][1] <= hit.start:
                at += 1
            taken = at < len(covered) and covered[at][0] < hit.end
            if not taken and hit.verdict in ("perhaps", "likely"):
                rule = "name_or_word_cue" if hit.verdict == "likely" else "name_or_word"
                flags.append(Flag("low_confidence", 4, hit.start, hit.end, rule))
        return flags

    def _search(self, text: str) -> Iterator[_Hit]:
        """Yield what stands in the text, left to right, the longest at each place."""
        tokens = tokenize(text)
        at = 0
        while at < len(tokens):
            found = self._longest(text, tokens, at)
            if found is None:
                at += 1
                continue
            hit, at = self._with_surname(text, tokens, *found)
            yield hit

    def _longest(self, text: str, tokens: list[Token], first: int) -> tuple[_Hit, int] | None:
        """Return the longest hit that begins at a token, and the token behind it."""
        best: tuple[_Hit, int] | None = None
        node = self._paths
        for last in range(first, min(first + _LONGEST, len(tokens))):
            step = tokens[last].key
            if last > first:
                gap = joint(text, tokens[last - 1], tokens[last])
                if gap is None:
                    break
                step = gap + step
            following = node.steps.get(step)
            entry = following.entry if following else None
            if entry is None and step.endswith("s"):  # the genitive
                stem = node.steps.get(step[:-1])
                entry = stem.entry if stem and _inflects(stem.entry) else None
            if entry is not None:
                verdict = judge(text, tokens, first, last, entry.form, self._is_common_word)
                if verdict != "no":
                    end, behind = _with_genitive(text, tokens, last, entry)
                    best = (_Hit(tokens[first].start, end, entry, verdict), behind)
            if following is None:
                break
            node = following
        return best

    def _with_surname(
        self, text: str, tokens: list[Token], hit: _Hit, behind: int
    ) -> tuple[_Hit, int]:
        """Stretch a hit over the surname behind it, which makes it open who it is."""
        form = hit.entry.form
        known = tokens[behind - 1]
        if form is None or hit.verdict != "name" or known.key != form.parts[-1]:
            return hit, behind
        last = with_surname(text, tokens, behind - 1)
        if last == behind - 1:
            return hit, behind
        end = tokens[last].end
        if len(tokens[last].key) == 1 and text[end : end + 1] == ".":
            end += 1
        entry = replace(hit.entry, entity_id=None)
        return replace(hit, end=end, entry=entry), last + 1

    def _identified(self, finding: Finding, text: str) -> Finding:
        """Give a finding the id of its entity, if it has one in this run."""
        if finding.entity_id is not None:
            return finding
        surface = text[finding.start : finding.end]
        tokens = tokenize(surface)
        found = self._longest(surface, tokens, 0) if tokens else None
        if found is None or found[1] < len(tokens):
            return finding
        entry = found[0].entry
        if entry.entity_type != finding.entity_type:
            return finding
        return replace(finding, entity_id=entry.entity_id)


def _inflects(entry: _Entry | None) -> bool:
    return entry is not None and (entry.form is None or entry.form.kind == "name")


def _with_genitive(text: str, tokens: list[Token], last: int, entry: _Entry) -> tuple[int, int]:
    """Return the end of a hit with its genitive ("Kari’s", "Jonas'") and the token behind it."""
    end = tokens[last].end
    if text[end : end + 1] == "." and entry.form is not None and len(tokens[last].key) == 1:
        return end + 1, last + 1
    if text[end : end + 1] in ("'", "’", "´", "`"):
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        if following is not None and following.start == end + 1:
            return (following.end, last + 2) if following.key == "s" else (end, last + 1)
        if text[end - 1] in "sxzSXZ":
            return end + 1, last + 1
    return end, last + 1


def _paths(seeds: Sequence[Seed], is_common_word: Callable[[str], bool]) -> _Node:
    """Number the entities and lay out the paths of tokens that lead to them."""
    seeds, other = _settle_genitives(seeds)
    owner = owners(seed.parts for seed in seeds if seed.entity_type == "PERSON")
    owner.update({stem: owner[name] for stem, name in other.items()})
    all_forms = forms(owner, particles=name_words().particles)
    first: dict[tuple[str, Name], tuple[int, int]] = {}
    for seed in seeds:
        entity = (
            seed.entity_type,
            owner[seed.parts] if seed.entity_type == "PERSON" else seed.steps,
        )
        first[entity] = min(first.get(entity, seed.position), seed.position)
    last = (max((seed.position[0] for seed in seeds), default=0) + 1, 0)
    for form in all_forms:  # shared by several persons and never met by itself
        first.setdefault(("PERSON", form.owner), last)
    ids: dict[tuple[str, Name], str] = {}
    counts: dict[str, int] = {}
    for entity in sorted(first, key=lambda e: (first[e], e)):
        counts[entity[0]] = counts.get(entity[0], 0) + 1
        ids[entity] = f"{entity[0].lower()}-{counts[entity[0]]}"

    root = _Node()
    for seed in sorted(seeds, key=lambda s: (s.entity_type, s.steps)):
        if seed.entity_type != "PERSON":
            _lay(
                root, seed.steps, _Entry(seed.entity_type, ids[seed.entity_type, seed.steps], None)
            )
    by_parts = {form.parts: form for form in all_forms}
    for form in all_forms:
        steps = (form.parts[0], *(" " + part for part in form.parts[1:]))
        _lay(root, steps, _Entry("PERSON", ids["PERSON", form.owner], form))
    for seed in seeds:
        if seed.entity_type == "PERSON":
            form = by_parts[seed.parts]
            _lay(root, seed.steps, _Entry("PERSON", ids["PERSON", form.owner], form))
    return root


def _settle_genitives(seeds: Sequence[Seed]) -> tuple[list[Seed], dict[Name, Name]]:
    """Read "Karis" as Kari's where Kari is met too; else let both stand for the same person.

    Returns
    -------
    seeds : list of Seed
    other : dict of tuple to tuple
        From a name without its -s to the name with it.
    """
    met = {seed.parts for seed in seeds if seed.entity_type == "PERSON"}
    settled, other = [], {}
    for seed in seeds:
        if seed.stem is not None:
            stem = (*seed.parts[:-1], seed.stem)
            if stem in met:
                steps = (*seed.steps[:-1], seed.steps[-1].removesuffix("s"))
                seed = replace(seed, parts=stem, steps=steps)
            else:
                other[stem] = seed.parts
        settled.append(seed)
    return settled, other


def _lay(root: _Node, steps: Sequence[str], entry: _Entry) -> None:
    """Lay one path. A later one to the same place wins: persons come last."""
    node = root
    for step in steps:
        node = node.steps.setdefault(step, _Node())
    node.entry = entry
