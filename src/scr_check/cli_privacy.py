"""What a report may tell of a record: other names, days instead of dates, small counts held back, free text. Options of several commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scr_check.cli_out import stop
from scr_check.cli_run import SUMMED
from scr_check.terminal import say

if TYPE_CHECKING:
    from scr_check.case_results import Waiver
    from scr_check.check import Settings
    from scr_check.files import Files
    from scr_check.folder import Finish
    from scr_check.running import Wanted

MOST_KEY: Final = 4096
"""Bytes of a key."""
_NAMES: Final = ("pseudonymise", "key", "relative_dates", "suppress_small", "show_text")


def asked(
    pseudonymise: bool | None = None, key: Path | None = None, relative_dates: bool | None = None, suppress_small: bool | None = None,
    show_text: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The options as the configuration has them."""
    return dict(zip(_NAMES, (pseudonymise, str(key) if key else None, relative_dates, suppress_small, show_text), strict=True))


def only(options: dict[str, Any], command: str, *known: str) -> None:
    """Out, where the configuration asks for what a command cannot do: it must not tell what was to be kept back."""
    for name in ("pseudonymise", "relative_dates", "suppress_small"):
        if options.get(name) and name not in known:
            stop(f"{name.replace('_', '-')} is asked for, and '{command}' cannot do it: nothing was told; use another configuration (--config)")


def disguised(settings: Settings, options: dict[str, Any], finish: Finish | None = None, again: Finish | None = None) -> tuple[Settings, Finish | None]:
    """The run as it may be told, and what is left to do to each result; or out, where that cannot be.

    ``finish``: waivers and a baseline, which speak of real ids. ``again``: a baseline, which may speak of those that the key gives.
    """
    from scr_check.classes import replace  # noqa: PLC0415

    other, key, days, text = options["pseudonymise"], options["key"], options["relative_dates"], options["show_text"]
    if key is not None and other is None:
        stop("--key goes with --pseudonymise")
    if text and (other or days):
        stop(f"--show-text: free text holds names and dates, which {'--pseudonymise' if other else '--relative-dates'} cannot take out of it")
    if text and options["suppress_small"]:
        stop("--show-text: --suppress-small tells only numbers, and no finding whose words could be shown")
    settings = replace(settings, relative_dates=bool(days), hold_small=bool(options["suppress_small"]), show_text=bool(text))
    if not other:
        return settings, finish
    from scr_check.pseudonyms import Pseudonyms  # noqa: PLC0415

    return replace(settings, pseudonyms=Pseudonyms(_key(Path(key) if key is not None else None), finish, again)), None


def told(settings: Settings, wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """The formats, each told so; or out, where one cannot be."""
    from scr_check.classes import replace  # noqa: PLC0415

    for one in wanted:
        if settings.hold_small and one.name not in SUMMED:
            stop(f"--suppress-small: {one.name} tells each finding and has no summary; formats that have one are {', '.join(SUMMED)}")
    changes: dict[str, Any] = {"relative_dates": settings.relative_dates, "show_text": settings.show_text}
    if settings.hold_small:
        changes["summary_only"] = True
    return tuple(replace(one, options=replace(one.options, **changes)) for one in wanted)


def waivers(settings: Settings, held: tuple[Waiver, ...]) -> tuple[Waiver, ...]:
    """The waivers as a report may tell them. Their days belong to no one case, so there is no day 0 to count them from."""
    from scr_check.classes import replace  # noqa: PLC0415
    from scr_check.waiving import HELD_BACK  # noqa: PLC0415

    if settings.relative_dates:
        held = tuple(replace(one, until=HELD_BACK) for one in held)
    return held if settings.pseudonyms is None else tuple(settings.pseudonyms.waiver(one) for one in held)


def order(settings: Settings, files: Files) -> Files:
    """The files in the order in which they are told."""
    if settings.pseudonyms is None:
        return files
    by_path = {file.path: file for file in files}
    return [by_path[path] for path in settings.pseudonyms.shuffled(by_path)]


def _key(path: Path | None) -> bytes:
    """The key in the file; a new one where there is no file yet; one for this run alone without a file."""
    import os  # noqa: PLC0415
    import secrets  # noqa: PLC0415

    from scr_check.pseudonyms import KEY_BYTES  # noqa: PLC0415
    from scr_check.sources import bytes_of  # noqa: PLC0415

    if path is None:
        return secrets.token_bytes(KEY_BYTES)
    try:
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
            say(f"scr-check: {path}: a new key")
        found = bytes_of(path, MOST_KEY)
    except OSError as fault:
        stop(f"{path}: cannot be used as a key: {fault.strerror}")
    if len(found) > MOST_KEY:
        stop(f"{path}: too long for a key: {MOST_KEY:,} bytes at most")
    if len(found) < KEY_BYTES // 2:
        stop(f"{path}: too short for a key: {KEY_BYTES // 2} bytes at least")
    return found
