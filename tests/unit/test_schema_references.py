"""The files that a kind's schema refers to: what is wrong with them is told, and nothing is fetched."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from example_workspaces import checked, lay_out
from unit.documents import said

KIND = "kind: poll\ntitle: {en: Poll}\nplural: {en: Polls}\nenvelope: false\n"


def findings(root: Path, schema: str, files: dict[str, str] | None = None) -> list[str]:
    """Return what is wrong with the kind `poll` of this schema; that its playbook is left out is told beside it (WORK021)."""
    lay_out(root, {
        "schema/poll/kind.yaml": KIND, "schema/poll/schema.json": schema, "playbooks/hq/poll/x.yaml": "a: text\n", **(files or {}),
    })  # fmt: skip
    return [finding for finding in said(list(checked(root).diagnostics)) if " WORK021 " not in finding]


def a_is(reference: str) -> str:
    return json.dumps({"type": "object", "properties": {"a": {"$ref": reference}}})


@pytest.mark.parametrize(
    "shared",
    ['{"$ref": "#/$defs/no"}', '{"$ref": "nowhere.json"}', '{"type": "text"}', '{"pattern": "("}', "{", "[]"],
)
def test_a_mistake_in_a_shared_file_is_told_in_one_line(tmp_path: Path, shared: str) -> None:
    found = findings(tmp_path, a_is("../shared.json"), {"schema/shared.json": shared})

    assert len(found) == 1
    assert "\n" not in found[0]


@pytest.mark.parametrize("shared", ["{", "[]"])
def test_a_shared_file_that_is_there_is_not_called_missing(tmp_path: Path, shared: str) -> None:
    assert "there is no" not in findings(tmp_path, a_is("../shared.json"), {"schema/shared.json": shared})[0]


def test_a_shared_file_that_cannot_be_read_is_not_replaced_by_another_in_silence(tmp_path: Path) -> None:
    assert findings(tmp_path, a_is("../vocabulary.json#/$defs/id"), {"schema/vocabulary.json": "{"}) != []


@pytest.fixture
def web() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a web server on this computer, and the paths that anybody asks it for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "schema",
    [
        '{"properties": {"a": {"$ref": "WEB/x.json"}}}',
        '{"properties": {"a": {"$dynamicRef": "WEB/x.json"}}}',
        '{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {"$ref": "WEB/x.json#/definitions/a"}}}',
        '{"$id": "WEB/y.json", "properties": {"a": {"$ref": "x.json"}}}',
        '{"$schema": "WEB/x.json"}',
        '{"$defs": {"d": {"$id": "WEB/y.json", "$schema": "WEB/x.json"}}, "properties": {"a": {"$ref": "#/$defs/d"}}}',
    ],
)
def test_nothing_is_ever_fetched(tmp_path: Path, web: tuple[str, list[str]], schema: str) -> None:
    address, asked = web

    found = findings(tmp_path, schema.replace("WEB", address))

    assert asked == []
    assert len(found) == 1
    assert " KIND00" in found[0]
    assert "\n" not in found[0]
