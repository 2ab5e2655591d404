from __future__ import annotations

from pathlib import Path

import pytest

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.exchange import write_codebook
from medvirk_nlp.coding.exchange.checking import Checked, check_file
from medvirk_nlp.errors import UsageError


def test_what_we_write_is_valid_and_survives(tmp_path: Path) -> None:
    for name in ("barnevern", "samarbeidspartner", "ansatt"):
        path = tmp_path / f"{name}.qdc"
        book = Codebook.from_file(name)
        write_codebook(book, path)
        assert check_file(path) == Checked("Codebook.xsd", (), len(book.codes), True)


def test_what_breaks_the_schema_is_told_by_line_and_rule(tmp_path: Path) -> None:
    path = tmp_path / "a.qdc"
    write_codebook(Codebook.from_file("ansatt"), path)
    path.write_bytes(path.read_bytes().replace(b' isCodable="true"', b' isCodable="kanskje"', 1))
    (error,) = check_file(path).errors
    assert error.split(": ")[1].startswith("SCHEMAV_")


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        check_file(tmp_path / "a.xlsx")
    assert caught.value.key == "coding.exchange.format"
