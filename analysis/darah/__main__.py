"""python3 -m darah: what a merged sweep says about its factors."""

import argparse
import sys
import warnings

from . import read
from .read import PER, AskedError, FileError

USAGE, FILES = 2, 4
EXAMPLE = "Example:\n  PYTHONPATH=analysis python3 -m darah {} sweep.h5 --of deaths_true --arm mou-ideal"


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(USAGE, f"{self.prog}: {message}; --help says more\n")


def arguments(words):
    parser = Parser(prog="python3 -m darah", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, purpose in (("sensitivity", "which factors matter: Sobol, Morris or PRCC, by the design"),
                          ("surrogate", "polynomials and a Gaussian process, with their leave-one-out errors")):
        command = commands.add_parser(name, help=purpose, description=purpose, epilog=EXAMPLE.format(name),
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
        command.add_argument("sweep", metavar="SWEEP", help="merged file of darah merge")
        command.add_argument("--of", required=True, metavar="MEASURE", help="such as deaths_true or "
                             "units_expired[component=prc]")
        command.add_argument("--arm", help="its paired difference from the baseline; default: the baseline itself")
        command.add_argument("--per", choices=PER, default="year", help="default: year")
        command.add_argument("--csv", metavar="FILE", help="the table, with all digits")
        if name == "surrogate":
            command.add_argument("--at", metavar="FACTOR=VALUE,...", default="", help="predict there; other factors "
                                 "lie in the middle of their range")
    return parser.parse_args(words)


def places(at):
    """Values by factor of FACTOR=VALUE,..."""
    pairs = [word.partition("=") for word in at.split(",")]
    for name, equals, value in pairs:
        if not equals:
            raise AskedError(f"--at {name}: write FACTOR=VALUE")
    return {name.strip(): value.strip() for name, _, value in pairs}


def analysis_of(command):
    # Each takes a second to import, so a mistyped line need not wait for it.
    if command == "sensitivity":
        from .sensitivity import analyse
        return analyse
    from .surrogate import fit
    return fit


def run(asked):
    data = read.open_sweep(asked.sweep)
    result = analysis_of(asked.command)(data, asked.of, asked.arm, asked.per)
    print(result)
    if getattr(asked, "at", ""):
        print("", f"At {asked.at}:", *result.predictions(places(asked.at)), sep="\n")
    if asked.csv:
        result.table.to_csv(asked.csv)


def main(words=None):
    asked = arguments(words)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: print(message, file=sys.stderr)
            run(asked)
    except AskedError as error:
        print(f"darah: {error}", file=sys.stderr)
        return USAGE
    except FileError as error:
        known = str(error).startswith(asked.sweep)
        print(error if known else f"{asked.sweep}: {error}", file=sys.stderr)
        return FILES
    except OSError as error:  # of --csv; what reading meets is a FileError
        print(error, file=sys.stderr)
        return FILES
    return 0


if __name__ == "__main__":
    sys.exit(main())
