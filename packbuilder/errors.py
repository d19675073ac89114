"""What can be wrong, and how it is told. Every stage imports this module; it imports none of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from types import TracebackType
from typing import ClassVar, Self, TypedDict, Unpack


class Severity(StrEnum):
    """Whether a problem stops the build (error), is refused unless drafting (gap) or only reported (warning)."""

    ERROR = "error"
    GAP = "gap"
    WARNING = "warning"


class Topic(StrEnum):
    """What a problem is about: what tables of gaps count apart."""

    FAULT = "fault"  # something is wrong, or the law refuses it
    MISSING = "missing"  # words, lines or labels that a language lacks
    BEHIND = "behind"  # translations of an earlier source
    STALE = "stale"  # days and addresses that have run out
    OPEN = "open"  # what the sources leave out
    REVIEW = "review"  # what nobody has read again


class Kind(TypedDict, total=False):
    """What kind of problem it is, where it is not an error that stands for a fault."""

    severity: Severity
    topic: Topic


class Details(Kind, total=False):
    """What may be said of a problem beside its place and its words; see `Problem`."""

    lang: str
    quote: str


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Problem:
    """One thing that is wrong, where it stands and what to do about it.

    `file` is relative to the campaign folder, with forward slashes; `line` counts from 1, 0 stands for the whole file;
    `what` and `remedy` are whole sentences; `lang` is the language that it concerns, empty where that is all of them;
    `quote` is a sentence that quotes a text: for those who may read all of it, in no file that is given away.
    """

    file: str  # the first three in this order: problems are sorted by their place
    line: int = 0
    key: str = ""
    what: str
    remedy: str
    severity: Severity = Severity.ERROR
    topic: Topic = Topic.FAULT
    lang: str = ""
    quote: str = ""

    @classmethod
    def at(
        cls, place: str, what: str, remedy: str, *, line: int = 0, key: str = "", **details: Unpack[Details]
    ) -> Self:
        """What is wrong with a file, or with an option or an argument that a person typed, like `--case`."""
        return cls(file=place, line=line, key=key, what=what, remedy=remedy, **details)

    def concerns(self, langs: Collection[str]) -> bool:
        """Whether it stands in the way of something in these languages; none stands for all."""
        return not (langs and self.lang) or self.lang in langs

    @property
    def unquoted(self) -> str:
        """The message without what it quotes."""
        return str(replace(self, quote=""))

    def __str__(self) -> str:
        """The message on one line, whatever the file that it quotes holds."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        message = f"{place}:{key} {self.what} {self.quote} {self.remedy}"
        return " ".join("".join(char if char.isprintable() else " " for char in message).split())


class PackError(Exception):
    """A build that was refused. The sole base of the errors that a person can put right.

    Why: the command line turns every one of them into messages and its documented exit code, while anything else
    stays a bug with a traceback.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type[PackError], tuple[Problem, ...]]:
        """Travel between processes whole."""
        return type(self), self.problems


class UsageError(PackError):
    """The command line asks for something that is not there."""

    exit_code = 2


class ContentError(PackError):
    """The files of the campaign are not as they must be."""

    exit_code = 3


class LayoutError(PackError):
    """A text does not fit its sheet, or a layout is faulty."""

    exit_code = 4


class EndlessLayoutError(LayoutError):
    """Laying out takes longer than anything that is well: no other size and no shorter list is tried then."""


class RenderError(PackError):
    """Rendering failed, or a finished file did not pass its proof."""

    exit_code = 5


class DeliveryError(PackError):
    """The finished files could not be put in their place."""

    exit_code = 6


class ErrorCollector:
    """What is wrong, gathered while work goes on, so that all of it is told at once; each problem once, as found.

    Problems are added; of a piece of work that is refused whole, done in `with collector:`, the refusal's are. Bugs
    pass through.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems = dict.fromkeys(problems)
        self._gravest: type[PackError] = PackError

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems)

    def __len__(self) -> int:
        return len(self._problems)

    def __contains__(self, problem: object) -> bool:
        return problem in self._problems

    def __enter__(self) -> None:
        """Begin a piece of work."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, PackError):
            self.refuse(error)
            return True
        return False

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those that stop a build."""
        return tuple(problem for problem in self if problem.severity is Severity.ERROR)

    def add(self, *problems: Problem) -> None:
        """Gather problems."""
        self.extend(problems)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Gather problems, which may be found only while they are gathered."""
        self._problems.update(dict.fromkeys(problems))

    def refuse(self, *errors: PackError) -> None:
        """Gather refusals."""
        for error in errors:
            self._gravest = max(self._gravest, type(error), key=lambda kind: kind.exit_code)
            self.extend(error.problems)

    def raise_if_any(self, kind: type[PackError] = PackError) -> None:
        """Raise all of it, as the gravest refusal: the one with the highest exit code, or else `kind`."""
        if self._problems:
            raise max(kind, self._gravest, key=lambda one: one.exit_code)(*self._problems)
