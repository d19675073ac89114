"""The figures of some rounds as tables: medians, and of ratios the median of the rounds' own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

from bench.cost import Cost, middle
from bench.rounds import Round

_MOST_OF_RENDERER, _MOST_MB, _MOST_OF_NOTHING = 0.35, 150, 6


def costs(rounds: Sequence[Round]) -> str:
    """What each takes."""
    browsers = [one.browser for one in rounds if one.browser is not None]
    lines = [
        _line("", "wall", "processor", "memory"),
        _cost("(a) packbuilder build", [one.build for one in rounds]),
        _cost("(b) WeasyPrint, each document", [one.renderer for one in rounds]),
        _cost("(c) Chromium, each document", browsers) if browsers else "(c) Chromium is not installed.",
        _cost("(d) packbuilder --help", [one.help for one in rounds]),
        _cost("    python -c pass", [one.nothing for one in rounds]),
    ]
    return "\n".join(lines)


def targets(rounds: Sequence[Round]) -> str:
    """What was wanted, and whether it is so."""
    of_renderer = _ratio(rounds, lambda one: one.build.wall_s / one.renderer.wall_s)
    of_nothing = _ratio(rounds, lambda one: one.help.wall_s / one.nothing.wall_s)
    memory = median(one.build.peak_mb for one in rounds)
    lines = [
        _line("", "is", "wanted"),
        _target("a / b", f"{of_renderer:.2f}", f"≤ {_MOST_OF_RENDERER}", met=of_renderer <= _MOST_OF_RENDERER),
        _target("memory of a", f"{memory:.0f} MB", f"≤ {_MOST_MB} MB", met=memory <= _MOST_MB),
        _target("d", f"{of_nothing:.1f}", f"≤ {_MOST_OF_NOTHING}", met=of_nothing <= _MOST_OF_NOTHING),
    ]
    of_browser = [one.build.wall_s / one.browser.wall_s for one in rounds if one.browser is not None]
    if of_browser:
        lines.append(_line("a / c", f"{median(of_browser):.2f}"))
    return "\n".join(lines)


def steps(rounds: Sequence[Round]) -> str:
    """Where a build spends its time."""
    taken = {name: median(one.steps[name] for one in rounds) for name in rounds[0].steps}
    whole = sum(taken.values())
    lines = [_line("step", "ms", "share")]
    lines += [_line(name, f"{took * 1000:.0f}", f"{took / whole:.0%}") for name, took in taken.items()]
    return "\n".join([*lines, f"{rounds[0].layouts} layouts were tried."])


def _cost(name: str, costs: Sequence[Cost]) -> str:
    one = middle(costs)
    return _line(name, f"{one.wall_s:.2f} s", f"{one.cpu_s:.2f} s", f"{one.peak_mb:.0f} MB")


def _ratio(rounds: Sequence[Round], of: Callable[[Round], float]) -> float:
    return median(map(of, rounds))


def _target(name: str, found: str, wanted: str, *, met: bool) -> str:
    return _line(name, found, wanted, "met" if met else "MISSED")


def _line(name: str, *cells: str) -> str:
    return f"{name:32}{''.join(f'{cell:>12}' for cell in cells)}".rstrip()
