"""Inputs for bench/fuzz.py: seeds with pieces put in, taken out, doubled, swapped between seeds; and data with parts put wrong."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from typing import Any

PIECES = [
    b"\n", b"\t", b" ", b"- ", b": ", b"[", b"]", b"{", b"}", b",", b"&a ", b"*a", b"!!x ", b"'", b'"', b"\\u0000", b"\\ud800", b"\\x1b", b"|\n", b">-\n", b"%",
    b"#", b"? ", b"---\n", b"...\n", b"\xff", b"\0", b"\x1b[31m", b"\xef\xbb\xbf", b"\xff\xfe", "é".encode(), "e\u0301".encode(), "\u202e".encode(),
    "\u2028".encode(), "\U0001f476".encode(), b"NaN", b"Infinity", b"-Infinity", b"1e999", b"1" + b"0" * 400, b"0x10", b"null", b"~", b"yes", b"no", b"true",
    b"0000-01-01", b"10000-01-01", b"2016-02-30", b"2016", b"2016-03", b"04/03/2016", b"<<: ", b"\r", b"\r\n", b"=", b"\\", b"//", b"()", b"((((", b"*" * 30,
    "\u0664".encode(), "\u00b2".encode(), b"-1", b"99999999999999999999", b"__class__", b"/", b"~1", b"..", b"{}", b"[]", b'""', b"{{",
]  # fmt: skip
ODD: list[Any] = [
    None, True, False, "", " ", "yes", "no", "null", "2016", "2016-03", "2016-03-04", "0000-01-01", "9999-12-31", "2199-12-31", "04/03/2016", 0, 1,
        -1, 21, 1e30,
    10**400, [], {}, [[]], [None], [""], {"": ""}, {"a": 1}, "all", "x" * 300, "é", "e\u0301", "\u202e", "\ufeff", "\U0001f476", "/", "~1", "=1+1", "2 weeks",
    "10000 years", "0 days", "unset", "{meeting.date}", "{", "}}", "not a or b", "any(meetings)", "met", "breached", "domestic_violence", "3B", "\t",
]  # fmt: skip
"""Values that a field does not expect."""


class Mutator:
    """Endless inputs, the same for the same seed. Most are a seed with one to a few changes; some are pieces alone."""

    def __init__(self, seed: str, seeds: Sequence[bytes], tokens: Sequence[bytes] = ()) -> None:
        self.random = random.Random(seed)
        self.seeds = list(seeds)
        self.pieces = [*PIECES, *tokens]
        self.last = b""

    def next(self) -> bytes:
        """The next input."""
        rng = self.random
        if rng.random() < 0.03:
            return b"".join(rng.choices(self.pieces, k=rng.randrange(12)))
        # Every so often on from the last input, so that changes add up.
        raw = self.last if self.last and rng.random() < 0.3 else rng.choice(self.seeds)
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5, 8))):
            raw = self._changed(raw)
        self.last = raw if len(raw) < 50_000 else b""
        return raw

    def _changed(self, raw: bytes) -> bytes:
        rng = self.random
        at = rng.randrange(len(raw) + 1)
        end = min(len(raw), at + rng.choice((1, 1, 2, 4, 8, 20, 60)))
        kind = rng.randrange(9)
        if kind == 0:
            return raw[:at] + raw[end:]
        if kind == 1:
            return raw[:at] + raw[at:end] * rng.choice((2, 2, 3, 20)) + raw[end:]
        if kind in (2, 3):
            return raw[:at] + rng.choice(self.pieces) + raw[at:]
        if kind in (4, 5):
            return raw[:at] + rng.choice(self.pieces) + raw[end:]
        if kind == 6:
            other = rng.choice(self.seeds)
            begin = rng.randrange(len(other) + 1)
            return raw[:at] + other[begin : begin + rng.choice((5, 20, 80))] + raw[end:]
        if kind == 7:
            lines = raw.split(b"\n")
            here, there = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[here], lines[there] = lines[there], lines[here]
            return b"\n".join(lines)
        return raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]


def changed(data: Any, rng: random.Random, changes: int) -> Any:
    """A copy of plain data with some parts put wrong: another value, a key gone, a key renamed, an entry doubled, a part from elsewhere."""
    data = copy.deepcopy(data)
    for _ in range(changes):
        holders = list(_holders(data))
        if not holders:
            return data
        holder = rng.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            continue
        key, kind = rng.choice(keys), rng.randrange(8)
        if kind < 3:
            holder[key] = copy.deepcopy(rng.choice(ODD))
        elif kind == 3:
            del holder[key]
        elif kind == 4 and isinstance(holder, dict):
            holder[rng.choice(["", "no", "x", "id", "date", "é", str(key).upper(), f"{key}s"])] = holder.pop(key)
        elif kind == 5 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        elif kind == 6:
            other = rng.choice(holders)
            holder[key] = copy.deepcopy(other)
        else:
            leaf = rng.choice(list(_leaves(data)) or [None])
            holder[key] = leaf
    return data


def _holders(data: Any) -> Any:
    if isinstance(data, dict | list):
        yield data
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _holders(inner)


def _leaves(data: Any) -> Any:
    if isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _leaves(inner)
    else:
        yield data
