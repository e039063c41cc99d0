"""What is said when this program itself fails: the kind of the failure and its place in the program, never its words, which may hold what a record holds."""

from __future__ import annotations

from pathlib import Path

STATUS = 70
"""The exit status of a failure of the program itself, as in sysexits.h."""


def told(fault: BaseException) -> str:
    """One line, for whoever mends the program."""
    place, trace = "", fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if Path(code.co_filename).is_relative_to(Path(__file__).parent):
            place = f" in {Path(code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"scr-check itself broke down ({type(fault).__name__}{place}); nothing of a record is in this line: please tell it to its makers"
