"""Short ways to ask for a decision."""

from medvirk_nlp.review.model import Payload, Request, text_hash
from medvirk_nlp.review.workspace import Workspace


def ask(
    workspace: Workspace,
    passage_id: str,
    action: str,
    *,
    flag: str | None = None,
    reviewer: str = "AB",
    **payload: object,
) -> Request:
    """Ask for a decision on the passage as it stands; ``flag`` names the kind it answers."""
    passage = next(p for p in workspace.passages() if p.id == passage_id)
    state = workspace.states()[passage_id]
    shown = (*state.open_flags, *state.other_flags)
    return Request(
        passage_id,
        action,
        reviewer,
        passage.text_sha256,
        state.clean_sha256,
        flag_id=next(f.id for f in shown if f.flag.kind == flag) if flag else None,
        payload=Payload(**payload),
    )


def decide(workspace: Workspace, passage_id: str, action: str, **told: object) -> None:
    workspace.decide(ask(workspace, passage_id, action, **told))


def names(workspace: Workspace) -> dict[str, str]:
    return {identity[-1]: state.name for identity, state in workspace.states().items()}


def some_hash(value: object) -> str:
    return text_hash(str(value))
