"""Schedulers and workers of Dask on this machine: processes that a test can stop at a moment that is sure."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from distributed import Client

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
WORKER = Path(__file__).with_name("cluster_worker.py")


def make_certificates(folder: Path, *authorities: str) -> None:
    """Write for each authority its certificate, NAME-ca.pem, and NAME.pem: a certificate that it has signed, with its key."""
    for name in authorities:
        _openssl(folder, "req", "-x509", *_KEY, "-keyout", f"{name}-ca.key", "-out", f"{name}-ca.pem", "-subj", f"/CN={name} authority")
        _openssl(folder, "req", *_KEY, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{name}-ca.pem", "-CAkey", f"{name}-ca.key", "-CAcreateserial", "-out", f"{name}.pem")
        with (folder / f"{name}.pem").open("a") as file:
            file.write((folder / f"{name}.key").read_text("ascii"))


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@contextmanager
def scheduler(folder: Path, settings: Mapping[str, str] | None = None, host: str = "tcp://127.0.0.1") -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Give the address of a scheduler that listens on this machine only, and its process."""
    file = folder / "scheduler.json"
    process = _started("scheduler", "--host", host, "--port", "0", "--scheduler-file", str(file), env=settings)
    try:
        while not file.exists() or not file.read_text("utf-8").endswith("}"):
            assert process.poll() is None, "the scheduler ended"
            time.sleep(0.02)
        yield json.loads(file.read_text("utf-8"))["address"], process
    finally:
        process.kill()
        process.wait()


@contextmanager
def workers(address: str, *manners: str, fifo: Path | None = None) -> Iterator[None]:
    """Let workers of one thread each be there, one for each manner, and nobody afterwards."""
    with starting_workers(address, *manners, fifo=fifo):
        _wait_for(address, len(manners))
        yield
    _wait_for(address, 0)


@contextmanager
def starting_workers(address: str, *manners: str, fifo: Path | None = None) -> Iterator[None]:
    """Start a worker for each manner: see cluster_worker.py. Whether it has come, and whether the scheduler knows that it has gone, nobody waits for."""
    processes = [
        _started(
            "worker", address, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--preload", str(WORKER),
            env={"MANNER": manner, "FIFO": str(fifo or "")},
        ) for manner in manners
    ]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


@contextmanager
def on_work(fifo: Path, act: Callable[[int], None]) -> Iterator[list[int]]:
    """Act inside the block as soon as a worker that waits has begun a chunk; give the list that gets its process."""
    os.mkfifo(fifo)
    seen: list[int] = []

    def wait() -> None:
        with fifo.open(encoding="ascii") as told:  # It opens when a worker opens its end.
            seen.append(int(told.read()))
        act(seen[0])

    thread = Thread(target=wait, daemon=True)
    thread.start()
    yield seen
    thread.join(10)


def kill(process: int) -> None:
    """End a process as a loss of power would."""
    os.kill(process, signal.SIGKILL)


def at_work(address: str) -> int:
    """Return how many chunks the workers of a scheduler have."""
    with Client(address, set_as_default=False) as client:
        return sum(map(len, client.processing().values()))


def _wait_for(address: str, number: int) -> None:
    with Client(address, set_as_default=False) as client:
        while len(client.nthreads()) != number:
            time.sleep(0.02)


def _started(what: str, *arguments: str, env: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", what, "--no-dashboard", *arguments], env={**os.environ, **(env or {})}, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )
