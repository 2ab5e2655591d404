"""Results as pandas data frames: what was found, the clean texts, the codes.

The frames are views of the records and hold nothing that these do not tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pandas as pd

    from medvirk_nlp.coding.result import Coding
    from medvirk_nlp.records import Anonymized, Finding

_Result = TypeVar("_Result")


def findings_frame(
    findings: Iterable[Sequence[Finding]], index: Iterable[Any] | None = None
) -> pd.DataFrame:
    """Return findings as a table, one row each.

    Parameters
    ----------
    findings : iterable of sequences of Finding
        One sequence a text, as `Pipeline.detect_batch` yields them.
    index : iterable, optional
        Labels of the texts, such as ``comments.index``; 0, 1, 2 … by default.

    Returns
    -------
    pandas.DataFrame
        ``text`` (label of the text), ``start`` and ``end`` (characters, end exclusive),
        ``entity_type``, ``score`` (0 to 1), ``identifier``, ``confidential`` (category or None),
        ``action``, ``recognizer``. The words themselves are not in it.

    Raises
    ------
    ValueError
        When there are not as many labels as texts.
    """
    import pandas as pd

    fields = (
        "start",
        "end",
        "entity_type",
        "score",
        "identifier",
        "confidential",
        "action",
        "recognizer",
    )
    rows = [
        [label, *(getattr(finding, name) for name in fields)]
        for label, found in _labeled(findings, index)
        for finding in found
    ]
    types = {"start": "int64", "end": "int64", "score": "float64"}
    return pd.DataFrame(rows, columns=["text", *fields]).astype(types)


def anonymized_frame(
    results: Iterable[Anonymized], index: Iterable[Any] | None = None
) -> pd.DataFrame:
    """Return clean texts as a table, one row each.

    Parameters
    ----------
    results : iterable of Anonymized
        As `Pipeline.anonymize_batch` yields them.
    index : iterable, optional
        Of the frame, such as ``comments.index``; 0, 1, 2 … by default.

    Returns
    -------
    pandas.DataFrame
        ``text`` (clean), ``findings`` (how many), ``flags`` (list of str; the reasons why a person
        must look at it, the gravest first, each once).

    Raises
    ------
    ValueError
        When there are not as many labels as texts.
    """
    import pandas as pd

    labels, rows = [], []
    for label, result in _labeled(results, index):
        gravest_first = sorted(result.flags, key=lambda flag: flag.priority)
        flags = list(dict.fromkeys(flag.kind for flag in gravest_first))
        labels.append(label)
        rows.append([result.text, len(result.findings), flags])
    return pd.DataFrame(
        rows, columns=["text", "findings", "flags"], index=_index(labels, index)
    ).astype({"findings": "int64"})


def codings_frame(codings: Iterable[Coding], index: Iterable[Any] | None = None) -> pd.DataFrame:
    """Return codes as a table, one row a comment.

    Parameters
    ----------
    codings : iterable of Coding
        As `Coder.code` returns them.
    index : iterable, optional
        Of the frame, such as ``comments.index``; 0, 1, 2 … by default.

    Returns
    -------
    pandas.DataFrame
        ``themes`` (list of str), ``asked`` (list of str; codes that a person should look at),
        ``confidence`` (dict of code to probability), ``polarity``, ``polarity_confidence``,
        ``polarities`` (dict of given code to how it is spoken of), ``kind``.

    Raises
    ------
    ValueError
        When there are not as many labels as comments.
    """
    import pandas as pd

    labels, rows = [], []
    for label, c in _labeled(codings, index):
        labels.append(label)
        rows.append(
            [
                list(c.themes),
                list(c.asked),
                dict(c.confidence),
                c.polarity,
                c.polarity_confidence,
                {code: c.polarity_of(code) for code in c.themes},
                c.kind,
            ]
        )
    columns = ["themes", "asked", "confidence", "polarity", "polarity_confidence", "polarities"]
    return pd.DataFrame(rows, columns=[*columns, "kind"], index=_index(labels, index)).astype(
        {"polarity_confidence": "float64"}
    )


def _labeled(
    results: Iterable[_Result], index: Iterable[Any] | None
) -> Iterable[tuple[Any, _Result]]:
    return enumerate(results) if index is None else zip(index, results, strict=True)


def _index(labels: list[Any], index: Iterable[Any] | None) -> pd.Index:
    """Return the index of a frame: that of the caller where it is one, with its name and levels."""
    import pandas as pd

    if index is None:
        return pd.RangeIndex(len(labels))
    return index if isinstance(index, pd.Index) else pd.Index(labels)
