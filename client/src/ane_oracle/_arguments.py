"""The command's arguments."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from ._exit import USAGE

EPILOG = """\
exit codes:
  0 fully, 1 partially, 2 not on the ANE; of several models the highest
  3 not read, 4 not compiled, 5 no input could be made, 6 prediction failed, 7 anything else
  with --require or --min-ane-share: 0 passed, 10 not passed
  64 wrong usage or token, 69 no answer from the service, 70 undetermined, 71 a fault of the helper or its machine,
  72 cancelled, 73 a fault of this command

environment:
  ANE_ORACLE_URL     where the service is, http://localhost:8080 if not set
  ANE_ORACLE_TOKEN   the token, where the service wants one; ANE_ORACLE_TOKEN_FILE names a file that holds it
  ANE_ORACLE_CA_FILE the certificate of a private authority, in PEM form
  NO_COLOR           no colours, also on a terminal
"""


class _Parser(argparse.ArgumentParser):
    """A parser that ends with its own code for wrong usage: argparse's is 2, which says "not on the ANE"."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Reads the command line."""
    parser = _Parser(
        prog="ane-oracle",
        description="Asks an ANE Oracle whether Core ML models run on the Apple Neural Engine.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--url", help="where the service is, in place of ANE_ORACLE_URL")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    _check(commands)
    _list(commands)
    show = commands.add_parser("show", help="show an evaluation")
    show.add_argument("id", metavar="ID")
    show.add_argument("--operations", action="store_true", help="its operations too")
    show.add_argument("--unit", choices=["ANE", "OUTSIDE", "UNKNOWN", "NONE"], help="only operations there")
    host = commands.add_parser("host", help="show the machines behind the service")
    for command in (show, host):
        command.add_argument("--json", action="store_true", help="as the service answers")
    return parser.parse_args(arguments)


def _check(commands: argparse._SubParsersAction[_Parser]) -> None:
    check = commands.add_parser(
        "check",
        help="send models and print their verdicts",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument(
        "models", nargs="+", metavar="MODEL", help=".mlmodel, .mlpackage, .mlmodelc or an archive of one"
    )
    check.add_argument("-r", "--recursive", action="store_true", help="of other folders, every model below them")
    check.add_argument(
        "-o", "--output", metavar="FOLDER", help="write there what was answered, a JSON file a model, and summary.json"
    )
    check.add_argument("--target", help="what to predict for: CHIP or CHIP@VERSION, several by comma, or all")
    check.add_argument("--compute-units", choices=["ALL", "CPU_AND_NE", "CPU_AND_GPU", "CPU_ONLY"])
    check.add_argument("--function", help="the function of an ML Program with several")
    check.add_argument("--label", action="append", default=[], help="a word to find it by; may be repeated")
    check.add_argument("--fresh", action="store_true", help="evaluate anew what was evaluated before")
    check.add_argument("--timeout", type=_positive, metavar="SECONDS", help="how long to wait for a verdict")
    form = check.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON array, one object a model")
    form.add_argument("--anecompat", action="store_true", help="print ANECompat's lines; asks with ALL as it does")
    gate = check.add_argument_group("gate", "pass or fail instead of a verdict's code")
    gate.add_argument("--require", choices=["full", "partial"], help="the least verdict to pass")
    gate.add_argument(
        "--min-ane-share", type=_share, metavar="SHARE", help="the least share of operations on the ANE, 0 to 1"
    )


def _list(commands: argparse._SubParsersAction[_Parser]) -> None:
    listing = commands.add_parser("list", help="list evaluations, newest first")
    listing.add_argument("--state", choices=["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"])
    listing.add_argument("--verdict", choices=["FULL", "PARTIAL", "NONE", "UNDETERMINED"])
    listing.add_argument("--model", metavar="DIGEST", help="only those of the model with this digest")
    listing.add_argument("--label", help="only those with this label")
    listing.add_argument("--limit", type=int, default=20, help="how many at most, 20 if left out")
    listing.add_argument("--json", action="store_true", help="as the service answers")


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not between 0 and 1")
    return share


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds")
    return number
