"""Office files whose bytes hang on their content alone: no clock, no machine, no person."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

FIXED_DATE = datetime(2000, 1, 1)  # as it stands, in no time zone
"""Date in the properties of every file written."""
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def repack(package: bytes) -> bytes:
    """Return a zip with the same members and nothing that differs between two runs.

    Parameters
    ----------
    package : bytes
        A zip file, such as a docx or xlsx.

    Returns
    -------
    bytes
        Members in the same order, the date of each at the start of the format's calendar, no extra
        fields and no comments.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            packed.writestr(member, source.read(name), compresslevel=6)
    return target.getvalue()
