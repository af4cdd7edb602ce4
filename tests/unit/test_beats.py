"""The beats of a run sheet: what they are, when they are due, and what they are called."""

import json
from pathlib import Path

from example_workspaces import EXAMPLES, checked, lay_out
from sopbook.handbook.beats import Sheet
from sopbook.handbook.edition import edition
from sopbook.outputs.data.data import data_files

KIND = (EXAMPLES / "invalid" / "BEAT001" / "schema" / "quiz" / "kind.yaml").read_text("utf-8")
SCHEMA = (EXAMPLES / "invalid" / "BEAT001" / "schema" / "quiz" / "schema.json").read_text("utf-8")
MORE = """\
    options: /options/*
    letter: /letter
    text: /text
    answer: /answer
    reveal: /reveal
    halfway: /halfway
    lock: /lock
    prize: /prize
"""
"""How a round of the quiz plays, beyond its question."""
EVENING = """\
title: The world
start: "20:00"
answer_minutes: 4
halfway: Who has not answered yet?
lock: Locked.
prize: And the prize goes to a late one.
messages:
  - {id: rules, say: One letter counts.}
  - {id: offer, advert: true, say: This week's list is up.}
questions:
  - id: river
    question: |-
      Question 1

      Which river is the longest?
    options: [{letter: A, text: The Rhine}, {letter: B, text: The Nile}]
    answer: B
    reveal: It is the Nile.
  - {id: sea, question: Which sea is the saltiest?, answer: A}
steps:
  - {id: open, at: 0, do: Greet them., say: Good evening., sends: rules}
  - {id: first, at: 5, do: Ask., rounds: [{round: river, at: 5}, {round: sea, at: 10}]}
  - {id: offer, at: 20, do: Post it., sends: offer}
  - {id: close, at: 250, do: Say good night.}
"""


def beats(root: Path, evening: str = EVENING) -> list[str]:
    """Return the beats of the quiz as its data has them, a line each: time, type, id, title, first line of the text."""
    schema = json.loads(SCHEMA)
    fields = schema["properties"]
    message = {"$ref": "../vocabulary.json#/$defs/message"}
    fields |= {name: {"title": name.title(), **message} for name in ("halfway", "lock", "prize")}
    fields["messages"]["items"]["properties"]["advert"] = {"title": "Advert", "const": True}
    fields["questions"]["items"]["properties"] |= {
        "reveal": {"title": "Reveal", **message},
        "answer": {"title": "Answer", "enum": ["A", "B"]},
        "options": {
            "title": "Options", "type": "array", "x-key": "letter", "x-merge": "by-id",
            "items": {"type": "object", "properties": {"letter": {"enum": ["A", "B"]}, "text": {"$ref": "../vocabulary.json#/$defs/line"}}},
        },
    }
    made = checked(lay_out(root, {
        "schema/quiz/kind.yaml": KIND + MORE, "schema/quiz/schema.json": json.dumps(schema), "playbooks/hq/quiz/world.yaml": evening,
    }))
    assert [one.message for one in made.errors] == []
    found = json.loads(data_files(edition(made, "hq"))["data/quiz/world.json"])["beats"]
    return [" | ".join((one["time"], one["type"], one["id"], one["title"], one["text"].replace("\n", " / "))) for one in found]


def test_a_step_a_message_and_a_round_become_beats_by_their_minutes(tmp_path: Path) -> None:
    assert beats(tmp_path) == [
        "20:00 | say | open | Greet them. | Good evening.",
        "20:00 | send | open/rules | Send: One letter counts. | One letter counts.",
        "20:05 | do | first | Ask. | ",
        "20:05 | ask | first/river/ask | Ask: Question 1 | Question 1 /  / Which river is the longest? / A. The Rhine / B. The Nile",
        "20:07 | halfway | first/river/halfway | Halfway line | Who has not answered yet?",
        "20:09 | lock | first/river/lock | Lock the answers | Locked.",
        "20:09 | reveal | first/river/reveal | Reveal: B | It is the Nile.",
        "20:09 | prize | first/river/prize | Prize | And the prize goes to a late one.",
        "20:10 | ask | first/sea/ask | Ask: Which sea is the saltiest? | Which sea is the saltiest?",
        "20:12 | halfway | first/sea/halfway | Halfway line | Who has not answered yet?",
        "20:14 | lock | first/sea/lock | Lock the answers | Locked.",
        "20:14 | reveal | first/sea/reveal | Reveal: A | ",
        "20:14 | prize | first/sea/prize | Prize | And the prize goes to a late one.",
        "20:20 | product | offer | Post it. | This week's list is up.",
        "00:10 | do | close | Say good night. | ",
    ]


def test_what_is_not_said_makes_no_beat(tmp_path: Path) -> None:
    silent = "".join(line for line in EVENING.splitlines(keepends=True) if not line.startswith(("halfway:", "lock:", "prize:")))

    assert [one.split(" | ")[2] for one in beats(tmp_path, silent)] == [
        "open", "open/rules", "first", "first/river/ask", "first/river/reveal", "first/sea/ask", "first/sea/reveal", "offer", "close",
    ]  # fmt: skip


def test_ids_stay_when_lists_are_put_in_another_order(tmp_path: Path) -> None:
    other = EVENING.replace("[{round: river, at: 5}, {round: sea, at: 10}]", "[{round: sea, at: 10}, {round: river, at: 5}]")
    swapped = other.replace("  - {id: rules, say: One letter counts.}\n", "").replace("messages:\n", "messages:\n").replace(
        "say: This week's list is up.}\n", "say: This week's list is up.}\n  - {id: rules, say: One letter counts.}\n",
    )

    assert beats(tmp_path / "other", swapped) == beats(tmp_path / "first")


def test_the_words_of_a_question_lead_to_its_options(tmp_path: Path) -> None:
    beats(tmp_path)
    quiz = next(one for one in edition(checked(tmp_path), "hq").playbooks.values() if one.kind.name == "quiz")
    assert quiz.kind.run_sheet is not None

    asked = dict(Sheet(quiz.kind, quiz.kind.run_sheet, quiz.value).asked())

    assert [(pointer, len(options)) for pointer, options in asked.items()] == [(("questions", 0, "question"), 2), (("questions", 1, "question"), 0)]
