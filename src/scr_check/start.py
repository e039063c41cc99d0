"""Where the command begins. ``scr-check case.yaml`` goes straight to the check; everything else goes to ``cli``.

Typer takes longer to load and to build its commands than a case takes to be checked. So a call with one file, at most one format, no configuration
and no waivers, which is what people type all day, does without. It says what ``cli`` says, to the byte: tests/test_start.py holds the two together.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import NamedTuple

from scr_check.standing import CONFIGURATION, MISNAMED, OWN_NAMES, WAIVERS, beside_a_rulebook, is_file, is_there, same

SUFFIXES = (".yaml", ".yml", ".json")
LARGEST = 1 << 20
"""Bytes of the largest file that goes straight; of a larger one the time to load typer is no part worth saving."""
SELDOM = 100_000
"""Objects made and not gone before Python looks for circles among them: it finds hardly any, and looking takes a third of a run's time."""
INTERRUPTED = 130
"""The exit status of an interrupt; of another signal it is 128 and its number."""
_ended: list[int] = []
"""The signal that ended the run, if one did."""


class Asked(NamedTuple):
    """A call that goes straight: the case, the name of a format, the file that it goes to (None: standard output)."""

    path: Path
    format: str
    file: Path | None


def main() -> None:
    """Runs the command. Whatever breaks down is told in one line, without a traceback: its words may hold what a record holds."""
    gc.set_threshold(SELDOM, 20, 20)
    if sys.stdout is None:
        _out("standard output is closed", 2)
    try:
        _run()
    except SystemExit as out:
        if out.code == INTERRUPTED and _ended:
            raise SystemExit(128 + _ended[0]) from None
        raise
    except KeyboardInterrupt:  # before there is anything to say how far it came
        _out("stopped", 128 + _ended[0] if _ended else INTERRUPTED)
    except OSError as fault:
        _out(f"{fault.filename}: {fault.strerror}" if fault.filename else str(fault.strerror), 2)
    except Exception as fault:
        from scr_check.breakdown import STATUS, told  # noqa: PLC0415

        _out(told(fault), STATUS)


def _out(message: str, status: int) -> None:
    from scr_check.terminal import say  # noqa: PLC0415

    say(f"scr-check: {message}")
    raise SystemExit(status)


def _as_an_interrupt(number: int, _: object) -> None:
    _ended.append(number)
    raise KeyboardInterrupt


def _tidy_when_ended() -> None:
    """Whoever ends the run (a time limit, a closed terminal) leaves no half of a report behind: it goes as an interrupt does."""
    import signal  # noqa: PLC0415

    for name in ("SIGTERM", "SIGHUP"):
        one = getattr(signal, name, None)
        if one is not None and signal.getsignal(one) is signal.SIG_DFL:  # who asked that it be ignored (nohup) is heard
            signal.signal(one, _as_an_interrupt)


def _run() -> None:
    asked = plain(sys.argv[1:])
    if asked is None or asked.file is not None:
        _tidy_when_ended()
    if asked is not None:
        _straight(asked)
    from scr_check import cli  # noqa: PLC0415

    cli.main()


def plain(arguments: list[str]) -> Asked | None:
    """The one case file that is asked for, if no more than a format is, and nothing stands near it that changes how it is checked."""
    asked = _asked(arguments)
    if asked is None or "_SCR_CHECK_COMPLETE" in os.environ:
        return None
    path = asked.path
    if path.suffix not in SUFFIXES or path.name in OWN_NAMES or path.is_symlink() or not is_file(path):
        return None
    above = [folder for start in (Path.cwd(), path.resolve().parent) for folder in (start, *start.parents)]
    # Those with another ending are not used, and cli says so.
    near = [path.parent / name for name in (WAIVERS, MISNAMED[WAIVERS])]
    near += [folder / name for folder in above for name in (CONFIGURATION, MISNAMED[CONFIGURATION])]
    if any(map(is_there, near)):
        return None
    if asked.file is not None and (same(asked.file, path) or beside_a_rulebook(asked.file)):
        return None
    return asked if path.stat().st_size <= LARGEST else None


def _asked(arguments: list[str]) -> Asked | None:
    """``FILE``, with ``--format FORMAT`` or ``--format FORMAT=FILE`` before or after it; ``-`` is standard output."""
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        return Asked(Path(arguments[0]), "text", None)
    words = [word for one in arguments for word in (("--format", one[9:]) if one.startswith("--format=") else (one,))]
    if len(words) != 3 or words.count("--format") != 1 or words[2] == "--format":
        return None
    (path,) = words[:1] if words[1] == "--format" else words[2:]
    name, marked, file = words[words.index("--format") + 1].partition("=")
    if not name.isalnum() or path.startswith("-") or (marked and not file):
        return None
    return Asked(Path(path), name, Path(file) if file not in ("", "-") else None)


def _straight(asked: Asked) -> None:
    """Checks the file, gives the report, and is out. Comes back where ``cli`` must say what is wrong."""
    from scr_check.rule import RuleFault  # noqa: PLC0415
    from scr_check.terminal import quiet_pipe  # noqa: PLC0415

    try:
        made = _checked(asked.path) if asked.format == "text" and asked.file is None else _formatted(asked)
    except RuleFault:
        return
    except KeyboardInterrupt:
        _out("stopped", INTERRUPTED)
    if made is None:
        return
    text, status = made
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        quiet_pipe()
    except OSError as fault:
        _out(f"standard output: cannot be written: {fault.strerror}", 2)
    raise SystemExit(status)


def _checked(path: Path) -> tuple[str, int]:
    """The report and the exit status."""
    from datetime import date  # noqa: PLC0415

    from scr_check import check  # noqa: PLC0415
    from scr_check.outputs import RenderOptions, text  # noqa: PLC0415
    from scr_check.terminal import no_colour, width  # noqa: PLC0415

    settings = check.Settings(check.load_rulebooks(()), date.today())
    report = check.report([check.check_path(path, str(path), settings)], settings)
    terminal = sys.stdout.isatty()
    return text.render(report, RenderOptions(width(terminal), terminal and not no_colour())), report.exit


def _formatted(asked: Asked) -> tuple[str | bytes, int] | None:
    """The report in the format asked for (empty where it went to a file) and the exit status; None where ``cli`` must say what is wrong."""
    from datetime import date  # noqa: PLC0415

    from scr_check import check, outputs  # noqa: PLC0415
    from scr_check.terminal import no_colour, width  # noqa: PLC0415

    output = outputs.output(asked.format)
    if output is None:
        return None
    gc.disable()  # the process ends with this report, of a record of bounded size
    settings = check.Settings(check.load_rulebooks(()), date.today())
    terminal = sys.stdout.isatty() and asked.file is None
    try:
        stream = output.stream(check.report((), settings), outputs.RenderOptions(width(terminal), terminal and not no_colour(), alone=True))
    except outputs.MissingExtra:
        return None
    drawn = check.Settings(settings.rulebooks, settings.today, timeline=True) if stream.TIMELINE else settings
    report = check.report([check.check_path(asked.path, str(asked.path), drawn)], drawn)
    made = outputs.whole_bytes(stream, report) if stream.BINARY else outputs.whole(stream, report)
    return (made, report.exit) if asked.file is None else _written(asked.file, made, report.exit)


def _written(file: Path, made: str | bytes, status: int) -> tuple[str, int] | None:
    from scr_check.writing import WriteFault, write_whole  # noqa: PLC0415

    try:
        write_whole(file, made.encode("utf-8", "backslashreplace") if isinstance(made, str) else made)
    except WriteFault:
        return None
    return "", status
