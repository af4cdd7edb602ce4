"""The translation files of the branches: read, and held against what they translate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sopbook.branches.branch_files import Key
from sopbook.branches.fork.former import PresentIds
from sopbook.branches.fork.locks import ORDER, Lock, locks_of, related
from sopbook.branches.fork.path import KeyedPath, located, name_in, write_path
from sopbook.branches.interpolation import parts
from sopbook.branches.playbooks import BranchPlaybook, BranchPlaybooks
from sopbook.branches.translation.file import Translation, TranslationFile, read_translation
from sopbook.branches.translation.strings import String, digest, strings
from sopbook.branches.tree import BranchTree
from sopbook.kinds.schema_view import SchemaView, leaves
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at
from sopbook.source.schema.wording import closest, name_of

TranslationFiles = Mapping[tuple[str, str, str], Mapping[str, TranslationFile]]
"""By kind, id and locale: the file of each branch that has one."""


def read_translations(family: BranchTree, stocks: Mapping[str, BranchPlaybooks]) -> tuple[TranslationFiles, list[Diagnostic]]:
    """Return the translations of all branches, and what is wrong with them (LOCALE001 to 007, 011, 012)."""
    found: dict[tuple[str, str, str], dict[str, TranslationFile]] = {}
    diagnostics: list[Diagnostic] = []
    for name, stock in stocks.items():
        for (kind, identifier, locale), document in stock.files.translations.items():
            file, problems = read_translation(document, locale)
            diagnostics += problems
            if file is None:
                continue
            if (kind, identifier) in stock.entries:
                file, problems = _under_present_ids(file, stock.entries[kind, identifier])
                diagnostics += problems
            locked = _locked_texts(file, (kind, identifier), stock, stocks)
            file = replace(file, refused=frozenset(locked))
            diagnostics += _about_file(file, (kind, identifier), stock, family, locked)
            found.setdefault((kind, identifier, locale), {})[name] = file
    return found, diagnostics


def _under_present_ids(file: TranslationFile, entry: BranchPlaybook) -> tuple[TranslationFile, list[Diagnostic]]:
    """Return a file whose paths have the present ids of items, and a finding for each item that it names otherwise (LOCALE012)."""
    texts: dict[KeyedPath, Translation] = {}
    findings: dict[tuple[Pointer, Pointer], Diagnostic] = {}
    present = PresentIds(entry.document.value, entry.kind.shape)
    for path, translation in file.texts.items():
        now = present.path(path)
        if now == path or now in file.texts:
            texts[path] = translation
            continue
        texts[now] = translation
        length = next(index for index, (one, other) in enumerate(zip(path, now, strict=True), 1) if one != other)
        findings.setdefault((path[:length], now[:length]), file.document.diagnostic(
            translation.place, "LOCALE012", say("{path} is called {now} now.", path=name_in(path[length - 1]), now=name_in(now[length - 1])),
            say("Run sopbook rename {id} --branch {branch}, which renames it here.", id=entry.id, branch=file.branch), key=True,
        ))
    return replace(file, texts=texts), list(findings.values())


@dataclass(frozen=True, slots=True)
class _Locked:
    """The lock on a text, and the name of the param that is translated, where that stands in a locked text."""

    lock: Lock
    param: str = ""


def _locked_texts(file: TranslationFile, key: Key, stock: BranchPlaybooks, stocks: Mapping[str, BranchPlaybooks]) -> dict[KeyedPath, _Locked]:
    """Return the entries that word what a branch above has locked.

    A text that the branch of the lock has is that branch's, whoever repeats it below; what was added below is not.
    """
    above = stocks[stock.branch.parent.name].entries.get(key) if stock.branch.parent else None
    found: dict[KeyedPath, _Locked] = {}
    for lock in locks_of(above.document) if above else ():
        owner = stocks[lock.branch].entries.get(key)
        if lock.mode == ORDER or owner is None:
            continue
        value, shape = owner.document.value, owner.kind.shape
        params = params_in(lock, owner.document, shape)
        for path in file.texts:
            if located(value, path, shape) is None:
                continue
            if related(path, lock, value, shape):
                found[path] = _Locked(lock)
            elif path[0] == "params" and path[-1] in params:
                found.setdefault(path, _Locked(lock, str(path[-1])))
    return found


def _about_file(file: TranslationFile, key: Key, stock: BranchPlaybooks, family: BranchTree, locked: Mapping[KeyedPath, _Locked]) -> Iterator[Diagnostic]:
    entry = stock.entries.get(key)
    if entry is None:
        if key not in stock.unreadable and stock.branch.sound:  # Else nobody knows what the branch inherits.
            meant = closest(key[1], [i for k, i in stock.entries if k == key[0]])
            yield file.document.diagnostic(
                ("translation",), "LOCALE001", say("There is no {kind} {id} to translate.", kind=key[0], id=key[1]),
                say("Did you mean {meant}?", meant=meant) if meant else say("Correct the id, or delete the file."),
            )
        return
    if key in stock.files.playbooks and entry.owner != stock.branch.name:
        return  # It translates the branch's own playbook, which hides one of the parent's and has its finding.
    below = [b for b in family.branches.values() if stock.branch in b.lineage]
    if all(branch.sound and file.locale not in branch.locales for branch in below):
        yield file.document.diagnostic(
            ("translation",), "LOCALE007", say("No handbook of {name} is built in {locale}, so nobody sees this translation.", name=stock.branch.name, locale=file.locale),
            say("Add {locale} to the locales of branch.yaml, or correct the file's name.", locale=file.locale),
        )
    yield from _about_texts(file, entry, stock, locked)


def _about_texts(file: TranslationFile, entry: BranchPlaybook, stock: BranchPlaybooks, locked: Mapping[KeyedPath, _Locked]) -> Iterator[Diagnostic]:
    document, shape = entry.document, entry.kind.shape
    known = {string.path: string for string in strings(document.value, shape)}
    reasons = {string.path: string for string in entry.reasons_of(stock.branch.name)}
    own = [
        t.place for p, t in file.texts.items()
        if p in reasons or (p in known and p not in locked and document.origin(known[p].pointer).branch == stock.branch.name)
    ]
    known |= reasons
    if own and file.locale == stock.branch.language:
        yield file.document.diagnostic(
            own[0], "LOCALE007", say("{name} writes in {locale} itself, so its translation of its own texts is never used.", name=stock.branch.name, locale=file.locale),
            say("Delete these entries; or the order of locales in branch.yaml is wrong: the first is the language that the branch writes."), key=True,
        )
    for path, translation in file.texts.items():
        string = known.get(path)
        if path in locked:
            yield _refused(file, path, locked[path])
            continue
        if string is None:
            if not _lost_its_text(path, entry):
                yield _nowhere(file, path, translation, entry, known)
            continue
        if not translation.text:
            continue
        if translation.source != digest(string.text):
            yield file.document.diagnostic(
                translation.place, "LOCALE004", say("{pointer} has changed since it was translated; the page shows the source text.", pointer=name_of(string.pointer)),
                say("Run sopbook translate {id} --locale {locale} --branch {name}, then translate it anew.", id=entry.id, locale=file.locale, name=stock.branch.name), key=True,
            )
            continue
        yield from _names(file, (*translation.place, "text"), string.text, translation.text)


def params_in(lock: Lock, document: Document, shape: SchemaView) -> list[str]:
    """Return the names of the params that the locked texts of a playbook use."""
    pointer = located(document.value, lock.path, shape)
    if pointer is None:
        return []
    texts = (value for _, value, at_leaf in leaves(at(document.value, pointer), shape.at(pointer)) if isinstance(value, str) and at_leaf.takes_names)
    return list(dict.fromkeys(part.name for text in texts for part in parts(text) if part.name))


def _refused(file: TranslationFile, path: KeyedPath, locked: _Locked) -> Diagnostic:
    lock = locked.lock
    return file.document.diagnostic(
        file.texts[path].place, "LOCALE005",
        say(
            "{path} is locked by {branch}, and its text would change through the param {param}.",
            path=write_path(lock.path), branch=lock.branch, param=locked.param,
        )
        if locked.param else
        say("{path} is locked by {branch}, so this branch cannot word it in another language either.", path=write_path(path), branch=lock.branch),
        say("Delete the entry; {branch} translates it.", branch=lock.branch), key=True,
    )


def _lost_its_text(path: KeyedPath, entry: BranchPlaybook) -> bool:
    """Return whether something else than a text stands in a field for texts, which is told there; its translation waits for it."""
    pointer = located(entry.document.value, path, entry.kind.shape)
    return pointer is not None and bool(entry.kind.shape.at(pointer).get("x-translatable")) and not isinstance(at(entry.document.value, pointer), str)


def _nowhere(
    file: TranslationFile, path: KeyedPath, translation: Translation, entry: BranchPlaybook, known: Mapping[KeyedPath, String]
) -> Diagnostic:
    """Return a finding about an entry at whose path there is no text to translate (LOCALE002, LOCALE003)."""
    pointer = located(entry.document.value, path, entry.kind.shape)
    if pointer is not None and not isinstance(at(entry.document.value, pointer), dict | list):
        return file.document.diagnostic(
            translation.place, "LOCALE003", say("{path} is the same in every language; it cannot be translated.", path=write_path(path)),
            say("Delete the entry. To give a branch another value, write a fork."), key=True,
        )
    moved = [p for p, string in known.items() if translation.text and digest(string.text) == translation.source]
    waiting = [p for p in moved if p not in file.texts or file.texts[p].source != translation.source or not file.texts[p].text]
    meant = closest(write_path(path), map(write_path, known))
    if waiting:
        hint = (
            say(
                "The text that it translates is now at {path}: sopbook translate {id} --locale {locale} --branch {branch} moves it there.",
                path=write_path(waiting[0]), id=entry.id, locale=file.locale, branch=file.branch,
            )
        )
    elif moved:
        hint = say("Delete the entry: the text that it translates is now at {path}, and translated there.", path=write_path(moved[0]))
    else:
        hint = say("Did you mean {meant}?", meant=meant) if meant else say("Delete the entry, or correct its path.")
    return file.document.diagnostic(
        translation.place, "LOCALE002", say("There is no text at {path} of {id}.", path=write_path(path), id=entry.id), hint, key=True,
    )


def _names(file: TranslationFile, place: Pointer, source: str, text: str) -> Iterator[Diagnostic]:
    theirs = {part.name for part in parts(source) if part.is_name}
    mine = {part.name for part in parts(text) if part.is_name}
    lost = [f"${{{name}}}" for name in sorted(n for n in theirs - mine if n)]
    extra = [f"${{{name}}}" for name in sorted(n for n in mine - theirs if n)]
    if lost or extra:
        names = {"lost": joined(", ", lost), "extra": joined(", ", extra)}
        message = (
            say("The translation lacks {lost} and has {extra} in addition.", **names) if lost and extra
            else say("The translation lacks {lost}.", lost=names["lost"]) if lost
            else say("The translation has {extra} in addition.", extra=names["extra"])
        )
        yield file.document.diagnostic(
            place, "LOCALE006", message, say("Use the same names as the source text."),
        )
