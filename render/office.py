"""Office files with the same bytes for the same content."""

import datetime as dt
import io
import re
import zipfile

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
CORE = "docProps/core.xml"


def normalise_office(content: bytes, stamp: dt.date) -> bytes:
    """The same package with sorted parts, fixed times, created and changed on ``stamp``.

    The content types stay first, as Office itself writes them.
    """
    source = zipfile.ZipFile(io.BytesIO(content))
    names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names:
            data = source.read(name)
            if name == CORE:
                data = _stamp_core(data, stamp)
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, data)
    return buffer.getvalue()


def _stamp_core(data: bytes, stamp: dt.date) -> bytes:
    time = f"{stamp:%Y-%m-%d}T00:00:00Z".encode()
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + time, data)
