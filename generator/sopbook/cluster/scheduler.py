"""A Dask scheduler and its workers. This module alone knows Dask, and nobody imports it before a cluster is asked for."""

import logging
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeAlias

import dask
from distributed import Client, Future, KilledWorker, Security, get_worker

from sopbook.cluster.chunk import Chunk, Common
from sopbook.cluster.engine import Engine, difference, engine
from sopbook.cluster.failures import ClusterFailedError, ClusterRefusedError
from sopbook.cluster.setting import Answer, common, set_chunk

PATIENCE = 10.0
"""Seconds for a scheduler to answer."""
GATHERING = 10.0
"""Seconds for its first worker to come: both may have been started a moment ago."""
LONELY = 60.0
"""Seconds without any worker after which nobody waits for one any more: a lost one is often started again."""
RETRIES = 3
"""How often a chunk that fails is tried again. That one whose worker is lost is tried again as often as the scheduler's own settings say."""
HINT = "docs/authors/cluster.md says how a cluster is started."
_TLS = "distributed.comm.tls"

Running: TypeAlias = "Future[tuple[Answer, str]]"
"""A chunk at work: it will be an answer, and the address of the worker that gave it."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A chunk, and the worker that was to have it; if that one is lost, another one gets it."""

    chunk: Chunk
    worker: str


class Scheduler:
    """A connected scheduler."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._commons: dict[Common, Future[Common]] = {}
        self._done: SimpleQueue[Running] = SimpleQueue()

    @property
    def threads(self) -> int:
        """Return how many chunks are worked on at a time; one where no worker is there, for one may come."""
        return sum(self._client.nthreads().values()) or 1

    def check_workers(self) -> None:
        """Raise ClusterRefusedError where there is no worker, or one with another engine."""
        try:
            self._client.wait_for_workers(1, timeout=GATHERING)
        except TimeoutError:
            raise ClusterRefusedError(f"The scheduler at {self._address} has no worker. {HINT}") from None
        for worker, found in self._client.run(engine, on_error="return").items():
            if isinstance(found, Exception):
                raise ClusterRefusedError(f"{worker} has no sopbook, or none that we know ({_said(found)}). Install the same sopbook, with the extra `cluster`, on all machines.")
            if other := difference(worker, found):
                raise ClusterRefusedError(other)

    def answers(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Answer, str]]:
        """Yield chunks, in any order, with the answer to each and the worker that gave it.

        Each thread gets one at a time, so that a worker that dies is held against what it worked on, and against nothing that waits.
        Raises ClusterFailedError; what is at work then, or where the run is interrupted, is cancelled.
        """
        running: dict[Running, _Sent] = {}
        try:
            for chunk in chunks:
                while (worker := self._free(running)) is None:
                    yield self._next(running)
                future = self._client.submit(
                    _answer, self._common(chunk.common), chunk.content, engine(), pure=False, retries=RETRIES,
                    # Dask would rather send them all to the worker that has what they have in common.
                    workers=[worker] if worker else None, allow_other_workers=bool(worker),
                )
                running[future] = _Sent(chunk, worker)
                future.add_done_callback(self._done.put)
            while running:
                yield self._next(running)
        finally:
            if running:
                self._client.cancel(list(running), force=True)

    def _free(self, running: Mapping[Running, _Sent]) -> str | None:
        """Return the worker that has most threads free, or None if all have work; where there is no worker, any that comes."""
        threads = Counter(self._client.nthreads())
        if (sum(threads.values()) or 1) <= len(running):
            return None
        workers = list(threads)
        threads.subtract(sent.worker for sent in running.values())
        return max(workers, key=lambda worker: threads[worker], default="")

    def _common(self, given: Common) -> Future[Common]:
        if given not in self._commons:
            self._commons[given] = self._client.submit(common, given.templates, given.fonts, pure=False, retries=RETRIES)
        return self._commons[given]

    def _next(self, running: dict[Running, _Sent]) -> tuple[Chunk, Answer, str]:
        """Return the next answer that comes."""
        future = self._waited_for(running)
        chunk = running.pop(future).chunk
        if future.status == "finished":
            answer, worker = future.result()
            return chunk, answer, worker
        error = future.exception() if future.status == "error" else None
        if isinstance(error, KilledWorker):
            raise ClusterFailedError(f"This killed {error.allowed_failures + 1} workers one after the other, perhaps because their memory ran out: {chunk.names}.")
        if error is not None:
            raise ClusterFailedError(f"Workers have failed {RETRIES + 1} times at {chunk.names}: {_said(error)}.")
        raise self._lost()

    def _waited_for(self, running: Mapping[Running, _Sent]) -> Running:
        alone = 0.0
        while True:
            try:
                return self._done.get(timeout=1)
            except Empty:
                pass
            if self._client.status != "running":
                raise self._lost()
            alone = 0.0 if self._client.nthreads() else alone + 1
            if alone >= LONELY:
                names = "; ".join(sent.chunk.names for sent in running.values())
                raise ClusterFailedError(f"The scheduler at {self._address} has lost its last worker, and no other has come. These were at work: {names}.")

    def _lost(self) -> ClusterFailedError:
        return ClusterFailedError(f"The scheduler at {self._address} is not there any more.")


@contextmanager
def scheduler_at(address: str) -> Iterator[Scheduler]:
    """Give a scheduler, connected, all of whose workers have our engine. Raises ClusterRefusedError."""
    # What Dask tells of connections that come and go, we tell in a sentence where it matters.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client = _connected(address)
        try:
            scheduler = Scheduler(client, address)
            scheduler.check_workers()
            yield scheduler
        finally:
            client.close(timeout=2)


def _answer(given: Common, content: bytes, wanted: Engine) -> tuple[Answer, str]:
    """Return the PDFs of a chunk, and the address of the worker that runs this."""
    return set_chunk(given, content, wanted), get_worker().address


def _connected(address: str) -> Client:
    if address.startswith("tls://"):
        _check_certificates(address)
    made: SimpleQueue[Client | Exception] = SimpleQueue()

    def connect() -> None:
        try:
            made.put(Client(address, timeout=PATIENCE, set_as_default=False))
        except (OSError, TypeError, ValueError) as error:
            made.put(error)

    # In a thread, because Dask waits without end for a server that takes the call and then says nothing.
    Thread(target=connect, daemon=True).start()
    try:
        found = made.get(timeout=PATIENCE + 1)
    except Empty:
        raise ClusterRefusedError(f"Who answers at {address} is no Dask scheduler. {HINT}") from None
    if isinstance(found, Exception):
        raise ClusterRefusedError(_refusal(address, found)) from found
    return found


def _check_certificates(address: str) -> None:
    """Raise ClusterRefusedError where Dask's settings name no certificates, or none that can be read."""
    settings = dask.config.get(_TLS)
    named = {"ca-file": settings["ca-file"], "client.cert": settings["client"]["cert"], "client.key": settings["client"]["key"]}
    for name, value in named.items():
        if value is None and name != "client.key":  # It may stand in the file of the certificate.
            raise ClusterRefusedError(f"{address} needs certificates, and the setting {_TLS}.{name} of Dask is empty. {HINT}")
        if value is not None and "\n" not in value and not Path(value).is_file():
            raise ClusterRefusedError(f"There is no file {value}, which the setting {_TLS}.{name} of Dask names. {HINT}")
    try:
        Security().get_connection_args("client")
    except (OSError, ValueError) as error:
        raise ClusterRefusedError(f"The certificates that the settings {_TLS} of Dask name cannot be used: {_said(error)}. {HINT}") from error


def _refusal(address: str, error: Exception) -> str:
    if isinstance(error, OSError) and "Timed out" in str(error):
        return f"Nobody answers at {address}. {HINT}"
    if address.startswith("tls://"):
        return f"The scheduler at {address} and this machine do not accept each other's certificates: they need one authority (the setting {_TLS}.ca-file of Dask). {HINT}"
    return f"Who answers at {address} does not speak as a scheduler does without certificates; perhaps it is tls://{address.rpartition('/')[2]}. {HINT}"


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".strip(": ").rstrip(".")
