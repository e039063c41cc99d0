"""A case record, format `case/1`: read from a document, its references checked, and asked what it holds completely."""

from __future__ import annotations

from . import record_reader
from .record_entries import Holder, Record
from .sources import Document

__all__ = ["Holder", "Record", "read_record"]


def read_record(document: Document) -> Record:
    """The record that a document holds. Raises `sources.Refused` with every fault of it, each with its place.

    The fast reader takes what is well formed; at its first doubt the models of the format read it all again, and say what is wrong.
    """
    record = record_reader.read(document)
    if record is not None:
        return record
    from .record_validation import validated  # noqa: PLC0415  (pydantic is slow to load, and a record without a fault needs none of it)

    return validated(document)
