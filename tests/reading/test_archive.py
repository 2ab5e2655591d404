"""Files inside files: bounded, numbered, settings found, never a path."""

from __future__ import annotations

import io
import stat
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from carrier import zipped

from medvirk_nlp.project import Project, Source
from medvirk_nlp.reading import read_documents, read_file, read_folder
from medvirk_nlp.reading.document import _Reading
from medvirk_nlp.reading.limits import MAX_DEPTH

NOTE = "Hva er bra?\n- de ringer tilbake\n"


def read(tmp_path, data, project=None):
    path = tmp_path / "alt.zip"
    path.write_bytes(data)
    return read_documents(path, "dok-01", project or Project())


def test_members_get_ids_in_the_order_of_their_names(tmp_path):
    documents = read(tmp_path, zipped({"b.txt": NOTE, "Å.txt": NOTE, "a/c.txt": NOTE}))
    assert [d.id for d in documents] == ["dok-01", "dok-01.01", "dok-01.02", "dok-01.03"]
    assert documents[1].passages[0].id == "dok-01.01-0001"
    assert documents[0].format == "zip"
    again = read(tmp_path, zipped({"Å.txt": NOTE, "a/c.txt": NOTE, "b.txt": NOTE}))
    assert [d.sha256 for d in again[1:]] == [d.sha256 for d in documents[1:]]


def test_the_next_file_keeps_its_number(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": NOTE, "y.txt": NOTE}))
    (tmp_path / "b.txt").write_text(NOTE, encoding="utf-8")
    ids = [d.id for d in read_folder(tmp_path, Project())]
    assert ids == ["dok-01", "dok-01.01", "dok-01.02", "dok-02"]


def test_nothing_is_written_and_names_are_no_paths(tmp_path):
    inside = {"../../ut.txt": NOTE, "/etc/x.txt": NOTE, "..\\..\\v.txt": NOTE, "CON.txt": NOTE}
    documents = read(tmp_path, zipped(inside))
    assert [len(d.passages) for d in documents[1:]] == [2, 2, 2, 2]
    assert [p.name for p in tmp_path.iterdir()] == ["alt.zip"]
    shown = repr(documents)
    assert "ut.txt" not in shown and "etc" not in shown


def test_settings_of_the_member_go_before_those_of_the_zip_file(tmp_path):
    project = Project(
        sources=(
            Source(files="*foreldre*", group="foreldre", participants=4),
            Source(files="*.zip", group="barn_unge"),
        )
    )
    data = zipped({"a foreldre.txt": NOTE, "b.txt": NOTE})
    _, parents, others = read(tmp_path, data, project)
    assert (parents.group, parents.participants, others.group) == ("foreldre", 4, "barn_unge")


def test_zip_files_in_zip_files_end(tmp_path):
    data = zipped({"innerst.txt": NOTE})
    for _ in range(MAX_DEPTH):
        data = zipped({"z.zip": data})
    documents = read(tmp_path, data)
    assert documents[-1].held[0].reason == "held.limit"
    assert not any(d.passages for d in documents)
    assert len(documents) == MAX_DEPTH + 2


def test_files_and_bytes_of_all_levels_are_counted_together():
    data = zipped({f"{n}.zip": zipped({"a.txt": NOTE, "b.txt": NOTE}) for n in range(4)})

    def held(**limits: int) -> list[str]:
        reading = _Reading(Path("alt.zip"), Project(), **limits)
        found = reading.documents(data, ("alt.zip",), "dok-01")
        return [h.reason for d in found for h in d.held]

    assert held() == []
    assert held(files_left=7) == ["held.limit"] * 3  # two files of the third, then the fourth
    assert "held.limit" in held(bytes_left=len(NOTE) + 250)


def test_links_and_locked_members_are_held(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        link = zipfile.ZipInfo("lenke.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        z.writestr(link, "/etc/passwd")
        z.writestr("a.txt", NOTE)
    found = read(tmp_path, buffer.getvalue())
    assert [h.reason for h in found[0].held] == ["held.link"]
    assert len(found) == 2
    locked = bytearray(zipped({"a.txt": NOTE}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "låst.zip").write_bytes(locked)
    documents = read_folder(tmp_path, Project())
    assert documents[-1].held[0].reason == "held.encrypted"


def test_a_damaged_member_does_not_stop_the_others(tmp_path):
    data = bytearray(zipped({"a.txt": NOTE * 50, "b.txt": NOTE}))
    data[45] ^= 0xFF
    documents = read(tmp_path, bytes(data))
    assert documents[1].held[0].reason == "held.damaged"
    assert documents[2].passages


def test_read_file_holds_what_is_inside(tmp_path):
    path = tmp_path / "alt.zip"
    path.write_bytes(zipped({"a.txt": NOTE, "b.txt": NOTE}))
    one = read_file(path, "dok-01", Project())
    assert [h.reason for h in one.held] == ["held.enclosed", "held.enclosed"]


@pytest.mark.parametrize("name", ["notat.txt", "svar.csv"])
def test_attachments_know_the_mail_they_came_with(tmp_path, name):
    message = EmailMessage()
    message["From"] = "Siv Granmo <siv@ukjent.example>"
    message["Subject"] = "Innspill"
    message.set_content("Hei\n\nMøtene er for lange.\n")
    message.add_attachment(NOTE.encode(), maintype="text", subtype="plain", filename=name)
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    mail, attached = read_documents(path, "dok-01", Project())
    assert mail.carrier is None
    assert attached.carrier == "dok-01"
