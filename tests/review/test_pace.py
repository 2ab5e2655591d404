"""The time a person uses on a passage, as the log tells it."""

from medvirk_nlp.review.pace import Pace, pace
from medvirk_nlp.review.status import status, status_lines

from .helpers import ask


def test_nothing_is_said_where_no_time_is_known(sample):
    with sample.create() as workspace:
        workspace.decide(ask(workspace, "dok-01-0003", "withhold"))
        assert pace(workspace.decisions()) is None
        assert not any("Tid per tekst" in line for line in status_lines(status(workspace), "nb"))


def test_the_median_of_what_was_looked_at_and_one_answer_for_many_is_shared(sample):
    with sample.create() as workspace:
        keys = [p.id for p in workspace.passages()]
        for key, seconds in zip(keys, (4, 3600), strict=False):
            workspace.decide(ask(workspace, key, "withhold", seconds=seconds))
        assert pace(workspace.decisions()) == Pace(1802, 2)
        first = ask(workspace, keys[2], "withhold", seconds=12, together=2)
        workspace.decide(first, ask(workspace, keys[3], "withhold", together=2))
        assert pace(workspace.decisions()) == Pace(6, 4)
        (line,) = (s for s in status_lines(status(workspace), "nb") if "Tid per tekst" in s)
        assert "6 sekunder" in line and "av 4" in line
