"""No report takes the place of what a run reads: every command that writes asks here, before it makes or writes anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scr_check.cli_out import stop
from scr_check.standing import WAIVERS, beside_a_rulebook, is_file, is_folder, is_there, same

if TYPE_CHECKING:
    from scr_check.files import Files

_NAMED: Final = {
    "file": "the configuration in force", "waivers": "the file of waivers", "key": "the key to the other names", "baseline": "the baseline",
}  # fmt: skip
"""Options that name a file which is read."""


def spare(places: Iterable[Path | None], options: dict[str, Any], files: Files = (), reports: Iterable[Path] = ()) -> None:
    """Out, if a report would take the place of something that is read, by whatever name. ``reports``: those that are compared."""
    for place in places:
        read = None if place is None else _read_there(place, options, files, reports)
        if read is not None:
            stop(f"{place}: this is {read}: give the report another name")


def _read_there(place: Path, options: dict[str, Any], files: Files, reports: Iterable[Path]) -> str | None:
    # What an option names may not be there yet, as a key that this run is to make.
    for name, what in _NAMED.items():
        if options.get(name) and same(place, options[name]):
            return what
    if options.get("profile") and any(same(place, one) for one in _profile(options["profile"])):
        return "the profile in force"
    if any(same(place, one) for one in reports):
        return "a report that is compared"
    if not is_there(place):  # of many files no list is made where nothing can be lost
        return None
    if any(same(place, file.path) for file in files):
        return "a case record that is checked"
    if any(same(place, one) for one in _beside(files)):
        return _NAMED["waivers"]
    if beside_a_rulebook(place) or any(same(place, one) for one in _rules(options.get("rules") or ())):
        return "a file of a rulebook"
    return None


def _profile(name: str) -> tuple[Path, ...]:
    from scr_check.profiles import builtin_folder  # noqa: PLC0415

    return (Path(name),) if is_file(name) else (builtin_folder() / f"{name}.yaml",)


def _beside(files: Files) -> Iterator[Path]:
    """The waivers that may stand beside the cases and above them."""

    folders = {Path(file.path).parent for file in files}
    yield from (folder / WAIVERS for folder in {above for one in folders for above in (one, *one.parents)} if is_file(folder / WAIVERS))


def _rules(given: Iterable[str]) -> Iterator[Path]:
    """The files of rulebooks, which may be links to what stands elsewhere."""
    for one in given:
        path = Path(one)
        folder = path if is_folder(path) else path.parent
        for head in (folder / "rulebook.yaml", *folder.glob("*/rulebook.yaml")):
            if is_file(head):
                yield from head.parent.glob("*.y*ml")
