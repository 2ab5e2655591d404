"""Two rounds beside each other: which themes take more room now, and which only seem to.

Only figures that are published in both rounds are compared, so a comparison tells nothing that the
two tables do not. Where the rounds may share people, a small difference between two large figures
would tell of a few; such a theme is not compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.evaluation.differences import cluster_difference, holm, newcombe, score_test
from medvirk_nlp.reporting.rounds import Round, ThemeCount

Verdict = Literal["more", "less", "unclear", "hidden"]
LEVEL = 0.05
SMALL = 30
"""Comments of a round below which a reader is warned."""


@dataclass(frozen=True, slots=True)
class Change:
    """One theme in two rounds.

    Attributes
    ----------
    code, title : str
    before, after : float or None
        Share of the comments; None where the theme is not shown in that round, or where showing
        both would tell of a few people.
    low, high : float or None
        95 % interval of the difference, after less before.
    p : float or None
        Adjusted by Holm for the number of themes compared.
    verdict : Verdict
        "unclear" is what chance may have done as well.
    """

    code: str
    title: str
    before: float | None
    after: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    verdict: Verdict = "hidden"

    @property
    def difference(self) -> float | None:
        """After less before."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rounds compared.

    Attributes
    ----------
    before, after : str
        What the rounds are called.
    codebook, version : str
    totals : tuple of int
        Comments of the two rounds.
    changes : tuple of Change
        Of every theme that is shown in one of the rounds, in the order of the report.
    clustered : bool
        Whether the intervals allow for comments of one person, or one workshop, being alike.
    questions_checked : bool
        Whether it is known that both rounds asked the same.
    small : bool
        Whether a round has few comments.
    """

    before: str
    after: str
    codebook: str
    version: str
    totals: tuple[int, int]
    changes: tuple[Change, ...]
    clustered: bool
    questions_checked: bool
    small: bool


@dataclass(frozen=True, slots=True)
class _Tested:
    low: float
    high: float
    p: float


def compare(before: Round, after: Round) -> Comparison:
    """Compare the shares of the themes of two rounds.

    Intervals are Newcombe's. Where it is known who, or which workshop, said what in both rounds,
    whole respondents or workshops are drawn anew as well, and the wider interval counts.

    Parameters
    ----------
    before, after : Round

    Raises
    ------
    RefusedError
        ``reporting.compare.codebook`` when the rounds were not coded with the same version of the
        same codebook, ``reporting.compare.questions`` when the questions differ,
        ``reporting.compare.same_files`` when they share files, ``reporting.compare.overlap`` when
        they may share people and differ by a few comments, ``reporting.compare.too_few`` when one
        of them shows no figures.
    """
    totals = _comparable(before, after)
    shown = [code for code in _order(before, after) if _may_be_shown(before, after, code)]
    tested = {code: _tested(before, after, code, totals) for code in shown}
    adjusted = holm({code: test.p for code, test in tested.items()})
    changes = []
    for code in _order(before, after):
        old, new = before.themes.get(code), after.themes.get(code)
        named = new or old
        assert named is not None
        if code not in tested:
            changes.append(Change(code, named.title, None, None))
            continue
        assert old is not None and new is not None
        test, p = tested[code], adjusted[code]
        changes.append(
            Change(
                code,
                named.title,
                old.mentions / totals[0],
                new.mentions / totals[1],
                test.low,
                test.high,
                p,
                _verdict(test, p),
            )
        )
    return Comparison(
        before.label,
        after.label,
        before.codebook,
        before.version,
        totals,
        tuple(changes),
        before.clusters is not None and after.clusters is not None,
        before.questions is not None and after.questions is not None,
        min(totals) < SMALL,
    )


def _comparable(before: Round, after: Round) -> tuple[int, int]:
    """Return the totals of two rounds that may be compared."""
    if (before.codebook, before.version) != (after.codebook, after.version):
        raise RefusedError("reporting.compare.codebook")
    asked = (before.questions, after.questions)
    if None not in asked and asked[0] != asked[1]:
        changed = set(asked[0] or ()) ^ set(asked[1] or ())
        raise RefusedError("reporting.compare.questions", count=len(changed))
    if before.sources & after.sources:
        raise RefusedError("reporting.compare.same_files")
    if before.total is None or after.total is None:
        raise RefusedError("reporting.compare.too_few")
    gap = abs(after.total - before.total)
    if _may_share_people(before, after) and 0 < gap < _k(before, after):
        raise RefusedError("reporting.compare.overlap")
    return before.total, after.total


def _may_share_people(before: Round, after: Round) -> bool:
    """Tell whether one round may be the other with somebody more in it."""
    return None in (before.year, after.year) or before.year == after.year


def _k(before: Round, after: Round) -> int:
    return max(before.k, after.k)


def _order(before: Round, after: Round) -> list[str]:
    """Return the codes shown in either round, in the order of the report."""
    order = list(before.themes)
    for place, code in enumerate(after.themes):
        if code not in before.themes:
            earlier = [c for c in list(after.themes)[:place] if c in order]
            order.insert(order.index(earlier[-1]) + 1 if earlier else 0, code)
    return order


def _may_be_shown(before: Round, after: Round, code: str) -> bool:
    old, new = before.themes.get(code), after.themes.get(code)
    if old is None or new is None:
        return False
    if not _may_share_people(before, after):
        return True
    return not 0 < abs(new.mentions - old.mentions) < _k(before, after)


def _tested(before: Round, after: Round, code: str, totals: tuple[int, int]) -> _Tested:
    old, new = before.themes[code], after.themes[code]
    # The widest that the unknown comments allow, and the largest p of all they allow.
    least = _shares(new, totals[1], 0) + _shares(old, totals[0], old.unsure)
    most = _shares(new, totals[1], new.unsure) + _shares(old, totals[0], 0)
    low, high = newcombe(*least)[0], newcombe(*most)[1]
    p = max(score_test(*least), score_test(*most))
    if before.clusters is not None and after.clusters is not None:
        first = [(c.get(code, 0), c[""]) for c in after.clusters]
        second = [(c.get(code, 0), c[""]) for c in before.clusters]
        drawn_low, drawn_high, drawn_p = cluster_difference(first, second)
        low = min(low, drawn_low - old.unsure / totals[0])
        high = max(high, drawn_high + new.unsure / totals[1])
        p = max(p, drawn_p)
    return _Tested(low, high, p)


def _shares(theme: ThemeCount, total: int, more: int) -> tuple[int, int]:
    return min(theme.mentions + more, total), total


def _verdict(test: _Tested, p: float) -> Verdict:
    if p >= LEVEL or test.low <= 0 <= test.high:
        return "unclear"
    return "more" if test.low > 0 else "less"
