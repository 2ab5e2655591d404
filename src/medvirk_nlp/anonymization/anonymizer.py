"""Findings and a policy make a clean text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from medvirk_nlp.anonymization.generalize import Generalizer
from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.detection.alerts import confidential_flags, flag_order, low_confidence_flag
from medvirk_nlp.detection.spans import resolve
from medvirk_nlp.reading.hidden_characters import without_hidden
from medvirk_nlp.records import REVIEWER, REVIEWER_COARSER, Action, Anonymized, Finding, Flag

_BRACKETS = str.maketrans("[]［］", "()()")
_BLOCK = 200
"""Findings handed to Presidio's engine at a time: it copies the text once for each of them."""


class Anonymizer:
    """Applies a policy to texts, by Presidio's engine.

    What is masked or generalized becomes a word in square brackets of constant form: "[navn]",
    "[13-15 år]". No number and no length tells one person from another, and a genitive goes with
    the name ("Karis mor" becomes "[navn] mor"), because an -s left behind would tell how the name
    ends. Square brackets typed by the writer become round ones, so that every square bracket in
    the clean text is ours. Hidden characters go: they can carry a message.

    Parameters
    ----------
    policy : Policy
    language : {"nb", "nn", "en"}
        Of the placeholders.
    """

    def __init__(self, policy: Policy, language: str = "nb") -> None:
        from presidio_anonymizer import AnonymizerEngine

        from medvirk_nlp.anonymization.operators import Label

        self._policy = policy
        self._generalizer = Generalizer(policy, language)
        self._engine = AnonymizerEngine()
        self._engine.add_anonymizer(Label)

    def anonymize(self, text: str, findings: Iterable[Finding]) -> Anonymized:
        """Return the clean text, the findings as treated, and flags of the policy.

        Parameters
        ----------
        text : str
        findings : iterable of Finding
            In any order, overlapping or not; their ``action`` is set anew by the policy.

        Returns
        -------
        Anonymized
            Findings resolved, sorted, with offsets into the text given. Flags: types to review,
            confidential data, findings too weak to act on. Those of
            `medvirk_nlp.detection.alerts.alerts` are not among them.
        """
        thresholds = self._policy.thresholds
        decided: list[Finding] = []
        flags: set[Flag] = set()
        for finding in findings:
            if finding.score >= thresholds.mask:
                decided.append(replace(finding, action=self._action(finding)))
            elif finding.score >= thresholds.review:
                flags.add(low_confidence_flag(finding))
        flags.update(confidential_flags(decided))
        flags.update(
            Flag("review_type", 2, finding.start, finding.end, finding.entity_type)
            for finding in decided
            if finding.action == "review" and finding.confidential is None
        )
        resolved = resolve(decided, text)
        clean = self._replace(text.translate(_BRACKETS), text, resolved)
        return Anonymized(clean, tuple(resolved), tuple(sorted(flags, key=flag_order)))

    def telling(self, text: str, finding: Finding) -> str | None:
        """Return what a reader of the clean text learns from a finding; None for «[navn]».

        Parameters
        ----------
        text : str
        finding : Finding
            Of an `Anonymized`.
        """
        return self._generalizer.telling(text, finding)

    def _action(self, finding: Finding) -> Action:
        if finding.recognizer == REVIEWER:
            return "mask"
        if finding.recognizer == REVIEWER_COARSER:
            return "generalize"
        action = self._policy.types[finding.entity_type].action
        sensitive = finding.confidential is not None and self._policy.confidential == "review"
        return "review" if sensitive and action in ("generalize", "keep") else action

    def _replace(self, neutral: str, text: str, resolved: Sequence[Finding]) -> str:
        """Replace all findings but the kept ones, block by block.

        Parameters
        ----------
        neutral : str
            The text without square brackets of its own, as long as ``text``.
        text : str
        resolved : sequence of Finding
            Sorted and disjoint.
        """
        hiding = [finding for finding in resolved if finding.action != "keep"]
        clean = []
        begin = 0
        for first in range(0, len(hiding), _BLOCK):
            block = hiding[first : first + _BLOCK]
            end = block[-1].end
            clean.append(self._replace_block(neutral[begin:end], text, block, begin))
            begin = end
        return without_hidden("".join(clean) + neutral[begin:])

    def _replace_block(self, piece: str, text: str, block: Sequence[Finding], offset: int) -> str:
        from presidio_anonymizer.entities import (
            OperatorConfig,
            RecognizerResult,
        )

        labels = [self._generalizer.label(text, finding) for finding in block]
        # Presidio picks the operator by entity type, so the label is the type it is told.
        results = [
            RecognizerResult(label, finding.start - offset, finding.end - offset, finding.score)
            for label, finding in zip(labels, block, strict=True)
        ]
        operators = {label: OperatorConfig("medvirk_label", {"label": label}) for label in labels}
        # The findings are disjoint already. Presidio would melt neighbours of one type into one.
        result = self._engine.anonymize(
            piece,
            results,
            operators,
            merge_entities_with_spaces=False,
        )
        return str(result.text)
