"""A workbook that openpyxl writes in memory, the same to the byte for the same rows.

Left to itself openpyxl puts each sheet into a temporary file, where the record's words do not belong, and the time into the workbook and its zip.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

NO_DAY = datetime(1980, 1, 1)
"""A workbook must say when it was made, and a report holds no time of day. This is the first day that a zip knows, and its members carry it too."""


class Book:
    """A workbook while it is made."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._book.properties.created = self._book.properties.modified = NO_DAY
        self._sheets: list[Sheet] = []

    def sheet(self, name: str, columns: Sequence[tuple[str, int]], filters: bool = True) -> Sheet:
        """A new sheet, after the others. ``columns``: names and widths."""
        self._sheets.append(Sheet(self._book.create_sheet(name), columns, filters))
        return self._sheets[-1]

    def saved(self) -> bytes:
        """The bytes of the whole."""
        out = io.BytesIO()
        for sheet in self._sheets:
            sheet.end()
        ExcelWriter(self._book, _Archive(out, "w", ZIP_DEFLATED)).save()
        return out.getvalue()


class Sheet:
    """A sheet whose first row stays in sight, and can be filtered by if there are ``filters``. ``rows``: how many it has, the first among them."""

    def __init__(self, sheet: Any, columns: Sequence[tuple[str, int]], filters: bool) -> None:
        self._sheet, self._columns, self._filters, self.rows = sheet, columns, filters, 0
        sheet.freeze_panes = "A2"
        for place, (_, wide) in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = wide
        packed: Any = Packed()
        sheet._writer = _Writer(sheet, packed)
        sheet._writer.write_top()
        head = [WriteOnlyCell(sheet, value=name) for name, _ in columns]
        for cell in head:
            cell.font = Font(bold=True)
        self.append(head)

    def append(self, row: Sequence[Any]) -> None:
        """The next row."""
        self._sheet.append(row)
        self.rows += 1

    def end(self) -> None:
        """No row follows."""
        if self._filters:
            self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self.rows}"


class Packed:
    """Bytes that are packed as they come: those of a large folder are too long to keep otherwise."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """The next bytes."""
        self._parts.append(self._packer.compress(data))
        return len(data)

    def close(self) -> None:
        """Nothing: what was written is still to be read."""

    def read(self) -> Iterator[bytes]:
        """All that was written, in pieces."""
        unpacker = zlib.decompressobj()
        for part in (*self._parts, self._packer.flush()):
            yield unpacker.decompress(part)

    def lines(self) -> Iterator[bytes]:
        """The lines that were written."""
        rest = b""
        for part in self.read():
            *whole, rest = (rest + part).split(b"\n")
            yield from whole


class _Writer(WorksheetWriter):
    """Writes a sheet into memory, where there is no file to remove."""

    def cleanup(self) -> None:
        """Nothing is left behind."""


class _Archive(ZipFile):
    """A zip whose members all carry the same day."""

    def writestr(self, name: Any, data: Any, *_: Any) -> None:
        """A member, from its bytes."""
        super().writestr(ZipInfo(name), data, ZIP_DEFLATED)

    def write(self, packed: Any, name: Any = None, *_: Any) -> None:
        """A member, from a sheet."""
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED
        with self.open(info, "w", force_zip64=True) as member:
            for part in packed.read():
                member.write(part)
