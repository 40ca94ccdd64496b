"""python3 -m darah: what results and merged sweeps say, in words, tables and pictures."""

import argparse
import contextlib
import io
import os
import signal
import sys
import warnings

from .errors import AskedError, FileError, OutputError

PER = ("year", "denominator", "window")  # as read.PER
USAGE, FILES, INTERRUPTED = 2, 4, 130
SOON = 0.01  # seconds
# Those that darah minds too, of which a terminal or a scheduler sends some to all processes of a run.
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGXCPU)
told = []  # one for every signal that has come
EXAMPLES = {"sensitivity": "sensitivity sweep.h5 --of deaths_true --arm mou-ideal",
            "surrogate": "surrogate sweep.h5 --of deaths_true --arm mou-ideal",
            "figures": "figures results/banten-2018.h5 -o figures --language id",
            "report": "report results/banten-2018.h5 -o report.html"}


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(USAGE, f"{self.prog}: {message}; --help says more\n")


def arguments(words):
    parser = Parser(prog="python3 -m darah", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name, purpose):
        return commands.add_parser(name, help=purpose, description=purpose, allow_abbrev=False,
                                   epilog=f"Example:\n  PYTHONPATH=analysis python3 -m darah {EXAMPLES[name]}",
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    _of_a_response(add("sensitivity", "which factors matter: Sobol, Morris or PRCC, by the design"))
    surrogate = add("surrogate", "polynomials and a Gaussian process, with their leave-one-out errors")
    _of_a_response(surrogate)
    surrogate.add_argument("--at", metavar="FACTOR=VALUE,...", default="", help="predict there; other factors lie in the "
                           "middle of their range")
    figures = add("figures", "every chart of a report as SVG and PNG, its data as CSV")
    _of_a_page(figures)
    figures.add_argument("-o", "--output", metavar="FOLDER", default="figures", help="default: figures")
    figures.add_argument("--language", metavar="id|en", default="en", help="default: en")
    figures.add_argument("--format", metavar="svg|png", action="append", help="default: both")
    report = add("report", "one page for planners: words, pictures, tables")
    _of_a_page(report)
    report.add_argument("-o", "--output", metavar="FILE", help="default: of NAME.h5, NAME-report.html")
    report.add_argument("--language", metavar="id|en", help="default: both, with a switch")
    report.add_argument("--comparison", metavar="FILE", help="what darah compare --format json said of RESULTS; default: it is "
                        "asked")
    return parser.parse_args(words)


def _of_a_response(command):
    command.add_argument("file", metavar="SWEEP", help="merged file of darah merge")
    command.add_argument("--of", required=True, metavar="MEASURE", help="such as deaths_true or "
                         "units_expired[component=prc]")
    command.add_argument("--arm", help="its paired difference from the baseline; default: the baseline itself")
    command.add_argument("--per", choices=PER, default="year", help="default: year")
    command.add_argument("--csv", metavar="FILE", help="the table, with all digits")


def _of_a_page(command):
    command.add_argument("file", metavar="RESULTS", help="results of darah run, or merged file of darah merge")
    command.add_argument("--baseline", metavar="ARM", help="of results: arm the others are compared with; default: the first")
    command.add_argument("--of", metavar="MEASURE", help="of a sweep: what is explained; default: expected deaths")
    command.add_argument("--arm", help="of a sweep: its difference from the baseline; default: the arm that differs most")


def places(at):
    """Values by factor of FACTOR=VALUE,..."""
    pairs = [word.partition("=") for word in at.split(",")]
    for name, equals, value in pairs:
        if not equals:
            raise AskedError(f"--at {name}: write FACTOR=VALUE")
    return {name.strip(): value.strip() for name, _, value in pairs}


class MissingError(Exception):
    """Python cannot load what the package is written with."""


def loaded(command):
    """The modules that a command needs. Each takes a second, so a mistyped line need not wait for it.

    A module that is missing, or older than another that it was built for, is told in one line: what these write on stderr
    while they fail runs to pages. Raises MissingError.
    """
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            if command == "report":
                from . import pages as module
            elif command == "figures":
                from . import figures as module
            elif command == "sensitivity":
                from . import sensitivity as module
            else:
                from . import surrogate as module
    except ModuleNotFoundError as error:
        raise MissingError(f"the Python module {error.name} is missing; Debian's packages are listed in packages.txt") from error
    except Exception as error:  # whatever modules raise that do not fit one another
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise MissingError(f"Python's modules do not fit one another ({said}); Debian's packages, listed in packages.txt, "
                           "do") from error
    return module


def run(asked):
    module = loaded(asked.command)
    from . import read
    if asked.command == "report":
        print("Report:", module.write(asked.file, asked.output, asked.language, asked.baseline, asked.of, asked.arm,
                                      asked.comparison))
    elif asked.command == "figures":
        figures = module
        for name in asked.format or ():
            read.look_up(name, figures.FORMATS, "format")
        files = figures.save(asked.file, asked.output, asked.language, asked.format or figures.FORMATS,
                             baseline=asked.baseline, of=asked.of, arm=asked.arm)
        print("\n".join(files))
    elif asked.command == "sensitivity":
        _analyse(asked, module.analyse)
    else:
        _analyse(asked, module.fit)


def _analyse(asked, analyse):
    from . import output, read
    from .cells import safe
    result = analyse(read.open_sweep(asked.file), asked.of, asked.arm, asked.per)
    print(result)
    if getattr(asked, "at", ""):
        print("", f"At {asked.at}:", *result.predictions(places(asked.at)), sep="\n")
    if asked.csv:
        texts = result.table.select_dtypes("object").columns
        table = result.table.assign(**{column: result.table[column].map(safe) for column in texts})
        output.write_csv(asked.csv, table.rename(index=safe).to_csv())


def interrupted(*_):
    """No KeyboardInterrupt: where one passes an exec(), as of a dataclass, Python ends by a signal though it was caught."""
    told.append(True)
    raise SystemExit(INTERRUPTED)


def unraisable(lost, otherwise=sys.unraisablehook):
    """Where Python ignores what is raised, as in a destructor or about a fork, a signal is lost: it is sent once more.

    What a signal has ended while it was being made has a destructor all the same, whose complaint of what is not there yet
    is no news to who has told it to stop.
    """
    if lost.exc_type is SystemExit:
        signal.setitimer(signal.ITIMER_REAL, SOON)
    elif not told:
        otherwise(lost)


def main(words=None):
    """The exit code. Without words this is a process of its own: it takes those of its command line, and minds signals."""
    try:
        if words is None:
            for number in STOPPING:
                if signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
                    signal.signal(number, interrupted)
            signal.signal(signal.SIGALRM, interrupted)
            sys.unraisablehook = unraisable
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)  # darah holds them back until then
        return answered(arguments(words))
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        if words is None:  # what is left is to end
            for number in (*STOPPING, signal.SIGALRM):
                signal.signal(number, signal.SIG_IGN)


def answered(asked):
    """The exit code of what is asked, which is done; of what cannot be, a line on stderr."""
    try:
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: print(message, file=sys.stderr)
            run(asked)
            sys.stdout.flush()
    except BrokenPipeError:  # nobody reads on, and what was to be written is
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except AskedError as error:
        print(f"darah: {error}", file=sys.stderr)
        return USAGE
    except OutputError as error:
        print(error, file=sys.stderr)
        return FILES
    except FileError as error:
        print(error if asked.command in ("report", "figures") or str(error).startswith(asked.file)
              else f"{asked.file}: {error}", file=sys.stderr)
        return FILES
    except MissingError as error:
        print(f"darah: {error}", file=sys.stderr)
        return FILES
    except ModuleNotFoundError as error:  # one that only some of what is asked needs
        print(f"darah: the Python module {error.name} is missing; Debian's packages are listed in packages.txt",
              file=sys.stderr)
        return FILES
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
