"""Damaged files of every kind through the reading room: ten minutes without a surprise.

``python benchmarks/fuzz_readers.py --minutes 10``. The kinds are those of the room's own table,
``reading.formats.KINDS``; the valid files are those of ``tests/reading/carriers.py`` and
``invented_files.py``. A case passes when the reader returns documents whose counts add up, or a
``ReadError`` with a sentence for the user, within the time limit, the same each time.

At the first failure it prints how to get that case again and exits with 1. Nothing printed holds
text of a file, only the kind of error and where in the program.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import invented_files
from mutations import mutate

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading.document import documents_of
from medvirk_nlp.reading.formats import KINDS
from medvirk_nlp.reading.limits import MAX_PASSAGE_CHARACTERS
from medvirk_nlp.records import Document
from medvirk_nlp.review.run_record import DocumentEntry, Totals
from medvirk_nlp.texts import texts

CARRIERS = Path(__file__).parent.parent / "tests" / "reading"
NOW = Path(tempfile.gettempdir()) / "fuzz_readers.now"
"""Which case is being read, for when nothing is left to tell it."""
AGAIN = 50
"""Every so many cases is read twice and must give the same."""


class SlowError(BaseException):
    """A case took longer than allowed; no reader may catch it."""


@dataclass
class Tally:
    """What became of the cases of one kind."""

    cases: int = 0
    read: int = 0
    parts: int = 0
    held: int = 0
    slowest: float = 0.0


def main() -> int:
    """Run the cases, print the table."""
    arguments = _arguments()
    faulthandler.enable()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (arguments.memory * 10**6, hard))
    found = seeds()
    kinds = [arguments.kind] if arguments.kind else list(KINDS)
    tallies = {kind: Tally() for kind in kinds}
    if arguments.case is not None:
        return _one(found, kinds[0], arguments.seed, arguments.case, arguments, tallies[kinds[0]])
    end = time.monotonic() + arguments.minutes * 60
    case = failed = 0
    while time.monotonic() < end and not failed and case < arguments.cases:
        for kind in kinds:
            failed = _one(found, kind, arguments.seed, case, arguments, tallies[kind])
            if failed or time.monotonic() >= end:
                break
        case += 1
    print(f"{'kind':<6} {'cases':>8} {'read':>8} {'parts held':>11} {'held':>8} {'slowest s':>10}")
    for kind, t in tallies.items():
        print(f"{kind:<6} {t.cases:8} {t.read:8} {t.parts:11} {t.held:8} {t.slowest:10.2f}")
    print(f"all    {sum(t.cases for t in tallies.values()):8}")
    return failed


def seeds() -> dict[str, list[bytes]]:
    """Return valid files by kind; every kind of the reading room has at least one."""
    lot = random.Random(7)
    found = {kind: [maker(lot, 12)] for kind, maker in invented_files.MAKERS.items()}
    sys.path.insert(0, str(CARRIERS))
    import carriers

    for kind, make in carriers.MAKERS.items():
        found.setdefault(kind, []).append(make().data)
    missing = set(KINDS) - set(found)
    if missing:
        raise SystemExit(f"no valid file of kind {sorted(missing)}: add one to carriers.py")
    return found


def check(data: bytes, name: str, limit: float) -> tuple[list[Document], str]:
    """Read bytes and check what came of it; return the documents, or the reason why not.

    Raises
    ------
    AssertionError
        When counts do not add up.
    """
    try:
        with _within(limit):
            documents = documents_of(data, name, "dok-01", Project())
    except ReadError as error:
        assert texts("nb").get(error.key), "no sentence for the reason"
        assert not error.values, "a reason that quotes"
        return [], error.key
    assert documents, "neither read nor held"
    assert len({d.id for d in documents}) == len(documents), "two documents with one id"
    for document in documents:
        _check_counts(document)
    totals = Totals.of(DocumentEntry.from_document(d) for d in documents)
    units = sum(len(d.passages) + len(d.held) for d in documents)
    assert totals.read == units == totals.releasable + totals.held + totals.rejected
    return documents, ""


def _check_counts(document: Document) -> None:
    say = texts("nb")
    told = sum(part.count for part in document.read_parts if part.what != "part.enclosed")
    assert not document.read_parts or told == len(document.passages), "passages of no part"
    inside = any(part.what == "part.enclosed" for part in document.read_parts)
    assert document.passages or document.held or inside, "an empty document looks clean"
    for number, passage in enumerate(document.passages, start=1):
        assert passage.id == f"{document.id}-{number:04d}", "numbering"
        assert passage.text.strip() and len(passage.text) <= MAX_PASSAGE_CHARACTERS, "length"
        assert passage.multiplicity >= 1, "multiplicity"
    for held in document.held:
        assert say.get(f"reading.{held.reason}"), "no sentence for what is held"
    for dropped in document.dropped:
        assert dropped.count > 0 and say.get(f"reading.{dropped.what}"), "dropped"


def _one(
    found: dict[str, list[bytes]],
    kind: str,
    seed: int,
    case: int,
    arguments: argparse.Namespace,
    tally: Tally,
) -> int:
    lot = random.Random(f"{seed}:{kind}:{case}")
    others = found[lot.choice(sorted(found))]
    data = mutate(lot.choice(found[kind]), others, lot)
    # A library that hangs in compiled code hears no signal: this ends it, and NOW tells the case.
    faulthandler.dump_traceback_later(20 * arguments.limit, exit=True)
    NOW.write_text(f"--kind {kind} --seed {seed} --case {case}\n", encoding="ascii")
    began = time.process_time()
    try:
        documents, reason = check(data, _name(kind), arguments.limit)
        if case % AGAIN == 0:
            again = check(data, _name(kind), arguments.limit)
            assert (documents, reason) == again, "not the same twice"
    except (Exception, SlowError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{Path(f.filename).stem}:{f.lineno}" for f in reversed(frames[-6:]))
        own = str(error) if isinstance(error, AssertionError) else ""
        print(f"FAILED {kind}: {type(error).__name__} {own} at {where}")
        print(f"again: python benchmarks/fuzz_readers.py --kind {kind} --seed {seed} --case {case}")
        if arguments.keep:
            arguments.keep.write_bytes(data)
        return 1
    tally.cases += 1
    tally.read += bool(documents)
    tally.parts += sum(len(d.held) for d in documents)
    tally.held += bool(reason)
    tally.slowest = max(tally.slowest, time.process_time() - began)
    return 0


def _name(kind: str) -> str:
    return f"fil.{kind}"


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Stop after seconds of computing, or ten times as many on the clock: the machine is shared."""

    def stop(*_: object) -> None:
        raise SlowError

    timers = {signal.SIGPROF: signal.ITIMER_PROF, signal.SIGALRM: signal.ITIMER_REAL}
    before = {number: signal.signal(number, stop) for number in timers}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, 10 * seconds)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        for number, timer in timers.items():
            signal.setitimer(timer, 0)
            signal.signal(number, before[number])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--cases", type=int, default=10**9, help="of each kind, at most")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--limit", type=float, default=20, help="seconds of computing for one case")
    parser.add_argument("--memory", type=int, default=4000, help="megabytes, at most")
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--case", type=int, help="one case again, of --kind")
    parser.add_argument("--keep", type=Path, help="where to keep the bytes of a failed case")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
