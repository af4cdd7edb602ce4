"""A workspace that `sopbook serve` serves, in a process of its own."""

import html
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from end_to_end.running import environment

DEADLINE = 120


def seen(page: str) -> str:
    """Return the words of a page as a reader sees them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


class Served:
    """A workspace, the process that serves it, and its address."""

    def __init__(self, root: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.root = root
        self.log = (root.parent / "log.txt").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sopbook", "serve", "--addr", self.address, *options],
            cwd=root, env=environment(), stdout=self.log, stderr=subprocess.STDOUT,
        )

    def page(self, path: str) -> str:
        """Return what the server answers, or an empty text where it does not."""
        return self.raw(path).decode()

    def raw(self, path: str) -> bytes:
        """Return the bytes of what the server answers, or none where it does not."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=10) as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return b""

    def wait_for(self, path: str, text: str) -> None:
        """Wait until a page holds a text (a line break or a tag inside it does not matter)."""
        until = time.monotonic() + DEADLINE
        while text not in seen(self.page(path)):
            assert self.process.poll() is None, (self.root.parent / "log.txt").read_text("utf-8")
            assert time.monotonic() < until, f"{path} never showed {text!r}"
            time.sleep(0.2)

    def wait_for_log(self, text: str) -> None:
        """Wait until the server has said something."""
        until = time.monotonic() + DEADLINE
        while text not in (self.root.parent / "log.txt").read_text("utf-8"):
            assert self.process.poll() is None, "the server has ended"
            assert time.monotonic() < until, f"the server never said {text!r}"
            time.sleep(0.2)

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a text in a file of the workspace."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def end(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(20)
        self.log.close()
