"""A file of Microsoft's compound format -> itself, and where it is an Outlook mail (.msg), the files attached to it.

The streams and properties of a mail are those of [MS-OXMSG], section 2.
"""

import io
from collections.abc import Iterator

import olefile

from onrecord.collect import kinds
from onrecord.collect.parcels import Inner, Parcel
from onrecord.collect.source import Source, clean_stated, make_source

_ATTACHMENT = "__attach_version1.0_"
_CONTENT, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_CONTENT_ID = "3712"  # of a picture that stands in the mail itself


def unpack_outlook(parcel: Parcel) -> Iterator[Source | Inner]:
    """Yield the file, and then each file attached to it where it is a mail.

    Raises:
        OSError: it is damaged.
    """
    data = parcel.read_whole()
    yield make_source(parcel.file, data, kinds.OLE)
    if not olefile.isOleFile(data=data):
        return  # whoever makes a document of it says so
    with olefile.OleFileIO(io.BytesIO(data)) as storage:
        folders = [path[0] for path in storage.listdir(streams=False, storages=True) if len(path) == 1]
        for folder in sorted(name for name in folders if name.startswith(_ATTACHMENT)):
            name = clean_stated(
                read_property(storage, _LONG_NAME, folder) or read_property(storage, _SHORT_NAME, folder)
            )
            content = read_stream(storage, f"{folder}/__substg1.0_{_CONTENT}0102")
            if content and not read_property(storage, _CONTENT_ID, folder):
                number = int(folder.rpartition("#")[2] or "0", 16) + 1
                yield Inner(
                    name or f"attachment {number}", (name or "").rpartition("/")[2], io.BytesIO(content)
                )


def read_stream(storage: olefile.OleFileIO, path: str) -> bytes:
    """Return a stream of the file, empty where there is none."""
    if not storage.exists(path):
        return b""
    content: bytes = storage.openstream(path).read()
    return content


def read_property(storage: olefile.OleFileIO, tag: str, folder: str = "") -> str:
    """Return a property that is text, in whichever of the two encodings it stands, empty where it is not there."""
    path = f"{folder}/__substg1.0_{tag}" if folder else f"__substg1.0_{tag}"
    if wide := read_stream(storage, f"{path}001F"):
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    return read_stream(storage, f"{path}001E").decode("cp1252", "replace").rstrip("\0")
