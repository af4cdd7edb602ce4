"""`sopbook serve`: the handbook while it is being written. A mistake is shown, and the server lives."""

import html
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from end_to_end.running import environment
from example_workspaces import lay_out

DEADLINE = 120
GOOD = "playbooks/hq/note/good.yaml"


def seen(page: str) -> str:
    """Return the words of a page as a reader sees them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


class Served:
    """A workspace, the process that serves it, and its address."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.root = root
        self.log = (root.parent / "log.txt").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sopbook", "serve", "--addr", self.address],
            cwd=root, env=environment(), stdout=self.log, stderr=subprocess.STDOUT,
        )

    def page(self, path: str) -> str:
        """Return what the server answers, or an empty text where it does not."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def wait_for(self, path: str, text: str) -> None:
        """Wait until a page holds a text (a line break or a tag inside it does not matter)."""
        until = time.monotonic() + DEADLINE
        while text not in seen(self.page(path)):
            assert self.process.poll() is None, (self.root.parent / "log.txt").read_text("utf-8")
            assert time.monotonic() < until, f"{path} never showed {text!r}"
            time.sleep(0.2)

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.log.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n"}))
    try:
        server.wait_for("note/good.html", "A good note")
        yield server
    finally:
        server.end()


def test_a_broken_playbook_is_shown_where_it_stood_and_mended_again(served: Served) -> None:
    served.replace(GOOD, "level: low", "level: mediun")
    served.wait_for("note/good.html", 'level is "mediun"; it must be one of low, medium, high.')
    served.wait_for("index.html", "1 file has problems")

    served.replace(GOOD, "level: mediun", "level: medium")
    served.wait_for("note/good.html", "Everything in it is right.")


def test_a_playbook_that_is_no_yaml_does_not_end_the_server(served: Served) -> None:
    served.replace(GOOD, "tags: [sample]", "tags: [sample")
    served.wait_for("note/good.html", "YAML")

    served.replace(GOOD, "tags: [sample", "tags: [sample]")
    served.wait_for("note/good.html", "Everything in it is right.")


def test_changes_of_a_schema_and_of_the_branch_are_picked_up(served: Served) -> None:
    served.replace("schema/note/schema.json", '"title": "Say"', '"title": "Read aloud"')
    served.wait_for("note/good.html", "Read aloud")

    served.replace("playbooks/hq/branch.yaml", "09:00–21:00", "10:00–22:00")
    served.wait_for("note/good.html", "from 10:00–22:00")


def test_a_broken_schema_does_not_end_the_server(served: Served) -> None:
    served.replace("schema/note/schema.json", '"title": "Note",', "")
    served.replace("schema/note/schema.json", '"type": "boolean"', '"type": "bolean"')
    served.wait_for("index.html", "0 playbooks")

    served.replace("schema/note/schema.json", '"type": "bolean"', '"type": "boolean"')
    served.wait_for("note/good.html", "Everything in it is right.")
