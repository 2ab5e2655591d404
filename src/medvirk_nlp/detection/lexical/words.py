"""Sets of cue words, read from ``resources/lexicons``, and how they are asked for."""

from __future__ import annotations

from functools import cache, lru_cache

from medvirk_nlp.detection.lexicon import words


@cache
def cue(file: str, key: str) -> frozenset[str]:
    """Return a list of ``<file>.yaml`` as a set; "_" in an entry becomes a space."""
    return frozenset(word.replace("_", " ") for word in words(file, key))


@lru_cache(maxsize=20_000)
def is_role(form: str) -> bool:
    """Tell whether a folded word names a role or kin: "saksbehandler", "fostermora", "lærarane"."""
    roles = cue("names", "roles")
    if form in roles:
        return True
    endings = ("en", "n", "a", "ane", "ene", "et", "ar", "er", "ens", "as", "s")
    return any(form.endswith(e) and form[: -len(e)] in roles for e in endings)
