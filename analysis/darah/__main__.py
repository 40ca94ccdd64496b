"""python3 -m darah: what results and merged sweeps say, in words, tables and pictures."""

import argparse
import sys
import warnings

from . import read
from .read import PER, AskedError, FileError

USAGE, FILES, INTERRUPTED = 2, 4, 130
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
    report.add_argument("-o", "--output", metavar="FILE", help="default: RESULTS-report.html")
    report.add_argument("--language", metavar="id|en", help="default: both, with a switch")
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


def run(asked):
    # Each takes a second to import, so a mistyped line need not wait for it.
    if asked.command == "report":
        from . import pages
        print("Report:", pages.write(asked.file, asked.output, asked.language, asked.baseline, asked.of, asked.arm))
    elif asked.command == "figures":
        from . import figures
        for name in asked.format or ():
            read.look_up(name, figures.FORMATS, "format")
        files = figures.save(asked.file, asked.output, asked.language, asked.format or figures.FORMATS,
                             baseline=asked.baseline, of=asked.of, arm=asked.arm)
        print("\n".join(files))
    elif asked.command == "sensitivity":
        from .sensitivity import analyse
        _analyse(asked, analyse)
    else:
        from .surrogate import fit
        _analyse(asked, fit)


def _analyse(asked, analyse):
    result = analyse(read.open_sweep(asked.file), asked.of, asked.arm, asked.per)
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
        print(error if asked.command in ("report", "figures") or str(error).startswith(asked.file)
              else f"{asked.file}: {error}", file=sys.stderr)
        return FILES
    except ModuleNotFoundError as error:
        print(f"darah: the Python module {error.name} is missing; Debian's packages are listed in packages.txt",
              file=sys.stderr)
        return FILES
    except OSError as error:  # of --csv; what reading meets is a FileError
        print(error, file=sys.stderr)
        return FILES
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
