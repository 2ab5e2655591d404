"""Zip files: each member a document of its own. Names inside are never used as paths."""

from __future__ import annotations

import stat
from functools import partial

from medvirk_nlp.reading.limits import member, open_package
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.skipped import is_skipped, name_order
from medvirk_nlp.texts import Texts


def read_archive(data: bytes, builder: PassageBuilder, words: Texts) -> None:
    """Hand the members of a zip file to ``builder``, in the order of their names.

    Folders and the files that systems leave behind are passed over. A member that is a link, is
    too large or cannot be unpacked is held; the others are read all the same.

    Raises
    ------
    ReadError
        "held.damaged", "held.encrypted" or "held.limit".
    """
    package = open_package(data)
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    kept = [entry for entry in entries if not is_skipped(entry.filename)]
    builder.drop("dropped.system_files", len(entries) - len(kept))
    for number, entry in enumerate(sorted(kept, key=lambda e: name_order(e.filename)), start=1):
        where = words("reading.locator.enclosed", number=number)
        if stat.S_ISLNK(entry.external_attr >> 16):
            builder.hold(where, "held.link")
        else:
            load = partial(member, package, entry.filename)
            builder.enclose(entry.filename, entry.file_size, load)
    builder.enter("part.comment")
    for text in package.comment.decode("utf-8", "replace").splitlines():
        builder.add(text.strip(), words("reading.locator.zip_comment"), "other")
