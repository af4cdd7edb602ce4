"""`sopbook build --scheduler`: sheets are set by workers of Dask, and the site is the one that this machine alone would make."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest

from end_to_end.cluster_machines import (
    at_work,
    kill,
    make_certificates,
    on_work,
    scheduler,
    starting_workers,
    workers,
)
from end_to_end.running import contents, sopbook
from example_workspaces import EXAMPLES, lay_out
from sopbook.cli import cluster
from sopbook.cluster import scheduler as cluster_scheduler
from sopbook.counters import counted

NOTE = (EXAMPLES / "base/playbooks/hq/note/good.yaml").read_text("utf-8")
FIVE: dict[str, str | bytes] = {f"playbooks/hq/note/more-{number}.yaml": NOTE.replace("id: good", f"id: more-{number}") for number in range(5)}
"""With that of the base, six sheets: on two workers they make two chunks, and the booklet a third."""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a site that this machine has made alone."""
    root = lay_out(tmp_path_factory.mktemp("alone"), FIVE)
    assert sopbook("build", "-C", root).exit_code == 0
    return contents(root / "site")


@pytest.fixture(scope="module")
def open_scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler without certificates, which takes a chunk back that has killed two workers."""
    with scheduler(tmp_path_factory.mktemp("open"), {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}) as (address, _):
        yield address


def built(root: Path, address: str, *more: str) -> tuple[int, str]:
    """Return how a build on a cluster ended, and what it said, but for the warning of open schedulers."""
    run = sopbook("build", "-C", root, "--scheduler", address, *more)
    assert "Traceback" not in run.output
    lines = run.output.splitlines(keepends=True)
    return run.exit_code, "".join(line for line in lines if not line.startswith("Warning: tcp://")).replace(str(root), "ROOT")


def test_two_workers_of_which_one_is_killed_at_work_set_a_site_of_the_same_bytes(tmp_path: Path, open_scheduler: str, alone: dict[str, bytes]) -> None:
    root = lay_out(tmp_path / "w", FIVE)
    with on_work(tmp_path / "fifo", kill) as killed, workers(open_scheduler, "holds", "sets", fifo=tmp_path / "fifo"), counted() as counts:
        run = sopbook("build", "-C", root, "--scheduler", open_scheduler)

    assert len(killed) == 1
    assert (run.exit_code, run.stdout.replace(str(root), "ROOT")) == (0, f"Set by the workers of {open_scheduler}: 7 PDFs\nBuilt: ROOT/site\n")
    assert run.stderr == (
        f"Warning: {open_scheduler} asks nobody who they are and encrypts nothing. Whoever reaches it can run programs on its workers and read what they are sent. "
        "docs/authors/cluster.md shows how to use certificates.\n"
    )
    assert contents(root / "site") == alone
    assert (counts["PDFs set elsewhere"], counts["PDFs typeset"]) == (7, 0)


def test_only_what_is_not_kept_is_sent(tmp_path: Path, open_scheduler: str) -> None:
    root = lay_out(tmp_path, FIVE)
    assert sopbook("build", "-C", root).exit_code == 0
    (root / "playbooks/hq/note/more-1.yaml").write_text(str(FIVE["playbooks/hq/note/more-1.yaml"]).replace("A good note", "A better note"), "utf-8")

    with workers(open_scheduler, "sets"), counted() as counts:
        changed = built(root, open_scheduler)
    with counted() as again:
        unchanged = built(root, open_scheduler)  # There is no worker any more, and none is asked for.

    assert changed == (0, f"Set by the workers of {open_scheduler}: 2 PDFs\nBuilt: ROOT/site\n")
    assert (counts["PDFs set elsewhere"], counts["PDFs typeset"]) == (2, 0)
    assert unchanged == (0, "Up to date: ROOT/site\n")
    assert again["PDFs set elsewhere"] == 0


def test_a_template_that_fails_is_told_as_by_a_build_alone(tmp_path: Path, open_scheduler: str) -> None:
    failing = '#import "/library.typ": *\n#let sheet(page) = { if page.title == "Short" { panic("no") }\nframed(page, []) }\n'
    short = NOTE.replace("id: good", "id: short").replace("A good note", "Short")  # Not the longest one, on which a check tries the template.
    overlay: dict[str, str | bytes] = {**FIVE, "schema/note/print.typ": failing, "playbooks/hq/note/short.yaml": short}
    lone = sopbook("build", "-C", lay_out(tmp_path / "lone", overlay))
    with workers(open_scheduler, "sets"):
        code, said = built(lay_out(tmp_path / "w", overlay), open_scheduler)

    assert lone.exit_code == code == 1
    assert "[TEMPLATE003]" in said
    told = lone.output.replace(str(tmp_path / "lone"), "ROOT")
    assert said == told.replace("ROOT/site has", f"Set by the workers of {open_scheduler}: 5 PDFs\nROOT/site has")


def test_a_chunk_that_kills_its_workers_is_named_and_the_last_good_site_stays(tmp_path: Path, open_scheduler: str) -> None:
    root = lay_out(tmp_path, {})
    assert sopbook("build", "-C", root).exit_code == 0
    before = contents(root / "site")
    (root / "playbooks/hq/note/more.yaml").write_text(NOTE.replace("id: good", "id: more"), "utf-8")
    with workers(open_scheduler, "dies", "dies"):
        ended = built(root, open_scheduler)

    assert ended == (1, (
        "This killed 2 workers one after the other, perhaps because their memory ran out: hq/en: print/note/more.pdf. The last good site stays.\n"
    ))
    assert contents(root / "site") == before


def test_a_chunk_that_fails_again_and_again_is_named(tmp_path: Path, open_scheduler: str) -> None:
    root = lay_out(tmp_path, {})
    with workers(open_scheduler, "fails"):
        ended = built(root, open_scheduler)

    assert ended == (1, "Workers have failed 4 times at hq/en: print/note/good.pdf: OSError: [Errno 28] No space left on device. The last good site stays.\n")


def test_if_no_worker_is_left_the_build_stops_and_says_what_was_at_work(tmp_path: Path, open_scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_scheduler, "LONELY", 1.0)
    root = lay_out(tmp_path / "w", {})
    with on_work(tmp_path / "fifo", kill), workers(open_scheduler, "holds", fifo=tmp_path / "fifo"):
        ended = built(root, open_scheduler)

    assert ended == (1, (
        f"The scheduler at {open_scheduler} has lost its last worker, and no other has come. These were at work: hq/en: print/note/good.pdf. The last good site stays.\n"
    ))


@pytest.mark.parametrize(("manner", "said"), [
    ("has no sopbook", "Install the same sopbook, with the extra `cluster`, on all machines.\n"),
    ("has an older Typst", "has typst 0.1.0, and this machine has "),
])
def test_a_worker_with_another_engine_is_refused(tmp_path: Path, open_scheduler: str, manner: str, said: str) -> None:
    with workers(open_scheduler, manner):
        code, output = built(lay_out(tmp_path, {}), open_scheduler)

    assert code == 2
    assert f"{manner}, or none that we know (" in output or manner == "has an older Typst"
    assert said in output
    assert output.startswith("Error: tcp://127.0.0.1:")
    assert not (tmp_path / "site").exists()


def test_ctrl_c_cancels_what_is_at_work(tmp_path: Path, open_scheduler: str) -> None:
    def interrupt(_: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    root = lay_out(tmp_path / "w", FIVE)
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)  # A shell that runs the tests in the background lets nobody hear of it.
    try:
        with workers(open_scheduler, "holds", fifo=tmp_path / "fifo"):
            with on_work(tmp_path / "fifo", interrupt):
                ended = built(root, open_scheduler)
            left = at_work(open_scheduler)
    finally:
        signal.signal(signal.SIGINT, heeded)

    assert ended == (1, "\nAborted!\n")
    assert left == 0
    assert not (root / "site").exists()


def test_a_scheduler_that_dies_stops_the_build(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {})
    with scheduler(tmp_path) as (address, process):

        def end(worker: int) -> None:
            process.kill()
            kill(worker)

        with on_work(tmp_path / "fifo", end), starting_workers(address, "holds", fifo=tmp_path / "fifo"):
            ended = built(root, address)

    assert ended == (1, f"The scheduler at {address} is not there any more. The last good site stays.\n")


def certificates(folder: Path, authority: str, own: str) -> dict[str, str]:
    """Return settings of Dask that name certificates."""
    return {"distributed.comm.tls.ca-file": str(folder / f"{authority}-ca.pem"), "distributed.comm.tls.client.cert": str(folder / f"{own}.pem")}


def test_with_certificates_only_those_of_one_authority_talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_scheduler, "GATHERING", 0.2)
    root, tls = lay_out(tmp_path / "w", {}), tmp_path / "tls"
    tls.mkdir()
    make_certificates(tls, "ours", "strangers")
    settings = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(tls / "ours-ca.pem"), "DASK_DISTRIBUTED__COMM__TLS__SCHEDULER__CERT": str(tls / "ours.pem")}
    ended = {}
    with scheduler(tmp_path, settings, "tls://127.0.0.1") as (address, _):
        for name, given in {
            "right": certificates(tls, "ours", "ours"), "another authority": certificates(tls, "strangers", "strangers"), "a stranger": certificates(tls, "ours", "strangers"),
            "none": {}, "missing": certificates(tls, "ours", "nobody"), "broken": certificates(tls, "ours", "ours-ca"),
        }.items():
            with dask.config.set(given):
                ended[name] = built(root, address)
        ended["open"] = built(root, address.replace("tls", "tcp"))

    hint = "docs/authors/cluster.md says how a cluster is started.\n"
    stranger = (2, f"Error: The scheduler at {address} and this machine do not accept each other's certificates: they need one authority (the setting distributed.comm.tls.ca-file of Dask). {hint}")
    broken = ended.pop("broken")
    assert ended == {
        "right": (2, f"Error: The scheduler at {address} has no worker. {hint}"),  # So it has answered, and without a warning.
        "another authority": stranger,
        "a stranger": stranger,
        "none": (2, f"Error: {address} needs certificates, and the setting distributed.comm.tls.ca-file of Dask is empty. {hint}"),
        "missing": (2, f"Error: There is no file {tls / 'nobody.pem'}, which the setting distributed.comm.tls.client.cert of Dask names. {hint}"),
        "open": (2, f"Error: Who answers at {address.replace('tls', 'tcp')} does not speak as a scheduler does without certificates; perhaps it is {address}. {hint}"),
    }
    assert broken[0] == 2
    assert broken[1].startswith("Error: The certificates that the settings distributed.comm.tls of Dask name cannot be used: SSLError: ")


def test_an_address_at_which_nobody_answers_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_scheduler, "PATIENCE", 0.5)
    root = lay_out(tmp_path, {})
    hint = "docs/authors/cluster.md says how a cluster is started.\n"
    with socket.socket() as free, socket.socket() as silent:
        free.bind(("127.0.0.1", 0))
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        nobody, mute = (f"tcp://127.0.0.1:{one.getsockname()[1]}" for one in (free, silent))

        assert built(root, nobody) == (2, f"Error: Nobody answers at {nobody}. {hint}")
        assert built(root, mute) == (2, f"Error: Who answers at {mute} is no Dask scheduler. {hint}")


@pytest.mark.parametrize("address", ["", "somewhere", "tcp://somewhere", "http://somewhere:8786", "tcp://somewhere:0", "tcp://somewhere:99999", "tcp://a b:8786"])
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    said = f"Error: {address} is no address of a scheduler. Write it as tls://HOST:PORT, or tcp://HOST:PORT for one without certificates.\n"
    assert built(lay_out(tmp_path, {}), address) == (2, said)


def test_without_the_extra_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)

    said = "Error: --scheduler needs Dask, which is not installed here. Install it with: pip install 'sopbook[cluster]'\n"
    assert built(lay_out(tmp_path, {}), "tls://somewhere:8786") == (2, said)
