"""What a check takes before anything is made: `python -m bench.checking [--case SLUG] [--rounds N]`.

Beside it stand a Python that does nothing, and `--help`, in rounds that are interleaved; told are medians of the
processor time and of the rounds' ratios, with what is wanted. Every build begins with such a check.
"""

from __future__ import annotations

import argparse
from statistics import median

from bench.cost import cost, python

SMALLEST = ("--rounds=1",)
CHECK_WANTED_S, HELP_WANTED = 1.0, 6  # seconds of the processor; times what a Python takes that does nothing


def main() -> None:
    """Measure, and print what was found."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--case", default="zhezkazgan")
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    commands = {
        "python -c pass": python("-c", "pass"),
        "--help": python("-m", "packbuilder", "--help"),
        f"check --case {given.case}": python("-m", "packbuilder", "check", "--case", given.case),
    }
    for command in commands.values():
        cost(command)  # once to have its byte code there
    rounds = [{name: cost(command).cpu_s for name, command in commands.items()} for _ in range(given.rounds)]
    nothing, helped, checked = commands
    for name in commands:
        ratio = median(one[name] / one[nothing] for one in rounds)
        print(f"{name:28}{median(one[name] for one in rounds):7.3f} s{ratio:7.1f} × nothing")
    print(f"wanted: {helped} at most {HELP_WANTED} × nothing, {checked} at most {CHECK_WANTED_S} s")


if __name__ == "__main__":
    main()
