"""Where the command begins. ``scr-check case.yaml`` goes straight to the check; everything else goes to ``cli``.

Typer takes longer to load and to build its commands than a case takes to be checked. So a call with one file, no option, no configuration and
no waivers, which is what people type all day, does without. It says what ``cli`` says, to the byte: tests/test_start.py holds the two together.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SUFFIXES = (".yaml", ".yml", ".json")
LARGEST = 1 << 20
"""Bytes of the largest file that goes straight; of a larger one the time to load typer is no part worth saving."""


def main() -> None:
    """Runs the command."""
    path = plain(sys.argv[1:])
    if path is not None:
        _straight(path)
    from scr_check import cli  # noqa: PLC0415

    cli.main()


def plain(arguments: list[str]) -> Path | None:
    """The one case file that is asked for, if nothing else is, and nothing stands near it that changes how it is checked."""
    if len(arguments) != 1 or arguments[0].startswith("-") or "_SCR_CHECK_COMPLETE" in os.environ:
        return None
    path = Path(arguments[0])
    if path.suffix not in SUFFIXES or path.name in ("waivers.yaml", ".scr-check.yaml") or path.is_symlink() or not path.is_file():
        return None
    above = [folder for start in (Path.cwd(), path.resolve().parent) for folder in (start, *start.parents)]
    if (path.parent / "waivers.yaml").exists() or any((folder / ".scr-check.yaml").exists() for folder in above):
        return None
    return path if path.stat().st_size <= LARGEST else None


def _straight(path: Path) -> None:
    """Checks the file, prints the report, and is out. Comes back where ``cli`` must say what is wrong."""
    from scr_check.rule import RuleFault  # noqa: PLC0415
    from scr_check.terminal import quiet_pipe  # noqa: PLC0415

    try:
        text, status = _checked(path)
    except RuleFault:
        return
    except KeyboardInterrupt:
        print("scr-check: stopped", file=sys.stderr)
        raise SystemExit(130) from None
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        quiet_pipe()
    except OSError as fault:
        print(f"scr-check: standard output: cannot be written: {fault.strerror}", file=sys.stderr)
        raise SystemExit(2) from None
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
