"""The crew of a build that are the workers of a Dask cluster."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from socket import create_connection
from time import monotonic
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from packbuilder.cluster import parcels, worker
from packbuilder.compose.font_set import FontSet
from packbuilder.errors import Problem, RenderError, UsageError
from packbuilder.pipeline.program import versions
from packbuilder.production.work import Outcome, Work

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as DaskFuture

    Kept = DaskFuture[bytes]

_CONNECT_S = 10  # to answer, and to have a worker
_ASK_AGAIN_S = 2  # how many workers there are
_RETRIES = 3  # of a piece of work whose process was ended; Dask counts workers that die by itself
_AHEAD = 2  # pieces of work for each thread of a worker: one at hand, one on its way


@contextmanager
def cluster_of(address: str) -> Iterator[ClusterCrew]:
    """The workers of the scheduler at an address, like `tcp://10.0.0.5:8786` or `tls://…`, for as long as it is needed.

    Certificates are those of Dask's own configuration. UsageError where nobody answers, no worker is there, or one has
    other versions than this machine.
    """
    with _client(address) as client:
        crew = ClusterCrew(client, address)
        crew.refuse_what_differs()
        try:
            yield crew
        except BaseException:
            crew.executor.shutdown(wait=False)  # what is under way is of no use any more
            raise


def _client(address: str) -> Client:
    try:
        from distributed import Client, Security
    except ModuleNotFoundError as error:
        raise _refusal("Dask is not installed here.", "Install it: pip install 'packbuilder[cluster]'") from error
    for name in list(logging.root.manager.loggerDict):  # what these would say is told as a message of ours
        if name.startswith(("distributed", "tornado")):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    scheme, host, port = _parts(address)
    settings = Security()
    if scheme == "tls" and settings.get_connection_args("client")["ssl_context"] is None:
        remedy = "Name those of the authority and of this client in Dask's configuration: distributed.comm.tls."
        raise _refusal("Dask knows no certificates.", remedy)
    try:
        create_connection((host, port), _CONNECT_S).close()  # which says at once, and in short, that nobody is there
        return Client(address, timeout=_CONNECT_S, set_as_default=False, security=settings)
    except OSError as error:
        what = f"No scheduler can be reached at `{address}`: {str(error).rstrip('.')}."
        raise _refusal(what, "Give the address that `dask scheduler` told when it was started.") from error


def _parts(address: str) -> tuple[str, str, int]:
    with suppress(ValueError):  # a port that is none
        parts = urlsplit(address)
        if parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port:
            return parts.scheme, parts.hostname, parts.port
    raise _refusal(
        f"`{address}` is no address of a scheduler.", "Say it like tcp://10.0.0.5:8786 or tls://10.0.0.5:8786."
    )


def _refusal(what: str, remedy: str) -> UsageError:
    return UsageError(Problem.at("--scheduler", what, remedy))


@dataclass
class ClusterCrew:
    """Workers on other machines. What several pieces of work share reaches a worker once, by its fingerprint.

    A worker that dies loses nothing: Dask has its work done by another, and brings what was there anew.
    """

    client: Client
    address: str
    _kept: dict[str, Kept] = field(default_factory=dict)
    _asked: float = 0
    _hands: int = 1

    def __post_init__(self) -> None:
        self.executor: Executor = self.client.get_executor(pure=False, retries=_RETRIES)

    @property
    def hands(self) -> int:
        """How many pieces of work are with the workers at a time; they may come and go."""
        if monotonic() > self._asked + _ASK_AGAIN_S:
            with suppress(OSError):  # who has gone is told of by what is under way
                self._hands = _AHEAD * max(1, sum(self.client.nthreads().values()))
            self._asked = monotonic()
        return self._hands

    def refuse_what_differs(self) -> None:
        """UsageError where there is no worker, or one would make other bytes than this machine."""
        try:
            self.client.wait_for_workers(1, timeout=_CONNECT_S)
        except TimeoutError as error:
            what = f"The scheduler at `{self.address}` has no worker."
            raise _refusal(what, f"Start one: dask worker {self.address} --nthreads 1") from error
        try:
            found = self.client.run(versions)
        except ModuleNotFoundError as error:
            remedy = f"Install packbuilder {versions()['packbuilder']} where the worker runs, and start it again."
            raise _refusal(f"A worker lacks {error.name}.", remedy) from error
        worker.refuse_other_versions(found, versions())

    def submit(self, work: Work) -> Future[Outcome]:
        """Have it done by whichever worker is free."""
        parcel = parcels.packed(work)
        faces = parcel.fonts.digests if parcel.fonts else ()
        parts = {digest: self._keep(digest, data) for digest, data in parcel.shared.items()}
        parts |= self._faces(parcel.fonts) if parcel.fonts else {}
        shared = cast("Iterable[bytes]", parts.values())  # which is what Dask makes of them on the way
        done = self.executor.submit(worker.done, parcel.work, versions(), faces, tuple(parts), *shared)
        return _told(done, self.address)

    def _faces(self, fonts: FontSet) -> Mapping[str, Kept]:
        """The files of fonts, by their digests; RenderError for one that has changed meanwhile."""
        return {digest: self._kept.get(digest) or self._face(fonts, name, digest) for name, digest in fonts.digests}

    def _face(self, fonts: FontSet, name: str, digest: str) -> Kept:
        data = fonts.file(name).read_bytes()
        if sha256(data).hexdigest() != digest:
            what = "The font has changed since the build began."
            raise RenderError(Problem.at(f"fonts/{name}", what, "Build again."))
        return self._keep(digest, data)

    def _keep(self, digest: str, data: bytes) -> Kept:
        """Have the cluster keep something until the build ends.

        As the result of a task, not as data that are given to workers: those would be lost with the worker.
        """
        if digest not in self._kept:
            self._kept[digest] = self.client.submit(worker.kept, data, key=f"packbuilder-{digest}")
        return self._kept[digest]


def _told(done: Future[bytes], address: str) -> Future[Outcome]:
    """The outcome that a worker tells, with Dask's own errors in the words of a build."""
    from distributed import KilledWorker

    outcome: Future[Outcome] = Future()

    def tell(told: Future[bytes]) -> None:
        try:
            outcome.set_result(worker.outcome(told.result()))
        except KilledWorker as error:
            outcome.set_exception(BrokenProcessPool(str(error)))
        except CancelledError:
            what = f"The scheduler at `{address}` has gone."
            remedy = "See that it runs, and build again: what was finished is in the store."
            outcome.set_exception(RenderError(Problem.at("--scheduler", what, remedy)))
        except BaseException as error:  # noqa: BLE001 - whoever asks for the result is told
            outcome.set_exception(error)

    done.add_done_callback(tell)
    return outcome
