"""The command: the clock, the files, the terminal. Nothing else touches them.

Beside it stand ``cli_app`` (the group), ``cli_options`` (what is asked for), ``cli_run`` (files and formats), ``cli_spare`` (what no report may
overwrite), ``cli_out`` (how it speaks), and the other commands: ``cli_rules``, ``cli_more`` (configuration, what falls due, what changed), ``cli_page``
(pictures and pages), ``cli_privacy`` (what may be told).
"""

from __future__ import annotations

import sys

from scr_check import cli_options as ask
from scr_check import cli_privacy
from scr_check.cli_app import app
from scr_check.cli_out import end, processors, progress_bar, stop
from scr_check.cli_run import files_of, wanted_of
from scr_check.cli_spare import spare
from scr_check.terminal import quiet_pipe


def main() -> None:
    """Runs the command. Whatever happens, the exit status says so and nothing of a record is in a traceback."""
    try:
        try:
            app(prog_name="scr-check")
        finally:
            sys.stdout.flush()  # what is printed last is still to be written, and nobody may read it
    except BrokenPipeError:
        quiet_pipe()
    except KeyboardInterrupt:
        stop("stopped", 130)


@app.command()
def check(
    paths: ask.Paths, as_of: ask.AsOf = None, rules: ask.Rules = None, select: ask.Select = None, ignore: ask.Ignore = None, set_: ask.Set = None,
    profile: ask.Profile = None, format_: ask.Format = None, output: ask.Output = None, show: ask.Show = None, fail_on: ask.FailOn = None,
    jobs: ask.Jobs = None, exclude: ask.Exclude = None, summary_only: ask.SummaryOnly = False, waivers: ask.WaiversFile = None,
    baseline: ask.Baseline = None, config: ask.ConfigFile = None,
    pseudonymise: ask.Pseudonymise = None, key: ask.KeyFile = None, relative_dates: ask.RelativeDates = None, suppress_small: ask.SuppressSmall = None,
    show_text: ask.ShowText = None,
) -> None:  # fmt: skip
    """Check case files and print the report."""
    from scr_check import folder, outputs, running  # noqa: PLC0415
    from scr_check.writing import WriteFault  # noqa: PLC0415

    options = ask.options_of(config, {
        "as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": ask.pairs(set_), "profile": profile, "format": format_ or None,
        "output": str(output) if output else None, "show": show, "fail_on": fail_on, "jobs": jobs, "exclude": exclude or None,
        "waivers": str(waivers) if waivers else None, "baseline": str(baseline) if baseline else None,
        **cli_privacy.asked(pseudonymise, key, relative_dates, suppress_small, show_text),
    }, paths)  # fmt: skip
    settings = ask.settings_of(options)
    wanted = wanted_of(options, summary_only)
    files, given = files_of(paths, options)
    spare([one.path for one in wanted], options, files)
    held = cli_more.waivers_for(paths, files, options, settings)
    settings, finish = cli_privacy.disguised(settings, options, *cli_more.finish_of(held, options, settings))
    wanted, held, files = cli_privacy.told(settings, wanted), cli_privacy.waivers(settings, held), cli_privacy.order(settings, files)
    processes = folder.jobs_for(files, options["jobs"], processors())
    scrolls = sys.stdout.isatty() and any(one.path is None and not one.options.summary_only for one in wanted)
    with progress_bar(0 if scrolls else len(files)) as progress:  # a bar under a report that scrolls by would be written into it
        run = running.Run(settings, wanted, processes, sys.stdout.buffer, finish=finish, progress=progress, waivers=held)
        try:
            tally = run.over(files, given)
        except (WriteFault, outputs.MissingExtra) as fault:
            stop(str(fault))
        except KeyboardInterrupt:
            stop(f"stopped after {run.tally.cases} of {len(files)} files; the report is not whole", 130)
    if not settings.hold_small:  # it names cases
        cli_more.say_beside(held, tally, all(one.options.summary_only for one in wanted))
    end(tally, settings.hold_small)


# These register their commands, in the order of the help: after ``check``.
from scr_check import cli_rules  # noqa: E402, F401

# isort: split
from scr_check import cli_more, cli_page  # noqa: E402, F401
