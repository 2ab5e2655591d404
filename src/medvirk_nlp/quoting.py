"""Which comments a report would quote, so that a person reads them before they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.drafting import spoken
from medvirk_nlp.project import Project
from medvirk_nlp.records import CodedPassage, Document, Flag
from medvirk_nlp.reporting.examples import choose_examples
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.review.flags import blocking_kinds, build_flags
from medvirk_nlp.review.model import PassageResult
from medvirk_nlp.review.run_record import RELEASABLE_ROLE


def mark_quotes(
    results: Sequence[PassageResult],
    documents: Sequence[Document],
    codebook: Codebook,
    project: Project,
) -> Iterator[PassageResult]:
    """Yield the results of a run, with a flag on those that the report would quote.

    Chosen as the draft chooses, among comments that nothing holds back. What is held back is read
    in any case, and may be quoted after that without this flag.

    Parameters
    ----------
    results : sequence of PassageResult
        All of a run.
    documents : sequence of Document
    codebook : Codebook
    project : Project
        For the number of quotes on each side of a theme.
    """
    groups = {document.id: document.group for document in documents}
    blocking = blocking_kinds()
    free = [
        _coded(result, groups[result.passage.document_id])
        for result in results
        if result.passage.role == RELEASABLE_ROLE
        and not any(flag.kind in blocking for flag in result.flags)
    ]
    summary = summarize(free, documents, codebook, project)
    by_row, pooled = choose_examples(summary, free, project.report.examples)
    wanted = {*pooled}
    for examples in by_row.values():
        wanted.update(examples.positive, examples.negative, examples.suggestions)
    chosen: dict[str, str] = {}
    for passage in free:
        if (text := visible(passage.text)) in wanted:
            chosen.setdefault(text, passage.passage_id)
    marked = set(chosen.values())
    for result in results:
        if result.passage.id in marked:
            quote = Flag("quote", 0, rule="quote")
            yield replace(result, flags=build_flags([*result.flags, quote]))
        else:
            yield result


def _coded(result: PassageResult, group: str | None) -> CodedPassage:
    passage = result.passage
    return CodedPassage(
        passage_id=passage.id,
        document_id=passage.document_id,
        text=spoken(result.clean_text),
        context=None,
        themes=result.themes,
        confidence=result.confidence,
        polarity=result.polarity or "neutral",
        polarity_confidence=result.polarity_confidence,
        kind=result.kind,
        group=group,
        respondent=passage.respondent,
        multiplicity=passage.multiplicity,
    )
