"""Whether every language of a workspace is spoken in full: by the interface and by each kind."""

from collections.abc import Iterator

from sopbook.branches.branch import Branch
from sopbook.branches.tree import BranchTree
from sopbook.branches.watch.word import BANNED, SENSITIVE, chinese_is_written
from sopbook.handbook.labels import LOCALES
from sopbook.kinds.discover import Kinds
from sopbook.kinds.missing_labels import SOURCE, missing_labels, missing_words
from sopbook.source.diagnostics import Diagnostic, joined, many, say
from sopbook.source.schema.wording import closest
from sopbook.source.text import Source

_SHOWN = 4


def check_languages(family: BranchTree, kinds: Kinds) -> Iterator[Diagnostic]:
    """Yield LOCALE009 (no such language) and LOCALE013 (unwatched) for each branch, LOCALE010 (labels are missing) for each kind and language."""
    locales = dict.fromkeys(locale for branch in family.own() for locale in branch.locales)
    for branch in family.own():
        for index, locale in enumerate(branch.locales):
            if branch.document is not None and branch.sound and locale not in LOCALES and locale in branch.document.value["locales"]:
                meant = closest(locale, LOCALES)
                yield branch.document.diagnostic(
                    ("locales", index), "LOCALE009", say("The interface does not speak {locale}.", locale=locale),
                    say("Did you mean {meant}?", meant=meant) if meant else say("It speaks {locales}.", locales=joined(", ", LOCALES)),
                )
        yield from _unwatched(branch)
    for locale in locales:
        if locale != SOURCE and locale in LOCALES:
            yield from _labels(kinds, locale)


def _unwatched(branch: Branch) -> Iterator[Diagnostic]:
    """Yield LOCALE013 for the first language of each script in which no word is watched for, where words of the other script are."""
    if branch.document is None or not branch.sound:
        return
    blind = _blind(branch)
    known = _blind(branch.parent) & {chinese_is_written(one) for one in branch.parent.locales} if branch.parent else frozenset()
    for is_chinese in sorted(blind - known):
        index = next((i for i, locale in enumerate(branch.locales) if chinese_is_written(locale) is is_chinese), None)
        if index is not None:
            texts, words = (say("Chinese"), say("Chinese")) if is_chinese else (branch.locales[index], say("Latin"))
            yield branch.document.diagnostic(
                ("locales", index), "LOCALE013", say("Messages are written in {texts}, and no {words} word is watched for.", texts=texts, words=words),
                say("Add the words that your law forbids to words: in branch.yaml, or take a pack such as advertising."),
            )


def _blind(branch: Branch) -> frozenset[bool]:
    """Return the scripts (Chinese or not) of which a branch watches no word, if it watches any at all."""
    seen = {word.is_chinese for word in branch.words if word.list in (BANNED, SENSITIVE)}
    return frozenset({True, False} - seen) if seen else frozenset()


def _labels(kinds: Kinds, locale: str) -> Iterator[Diagnostic]:
    """Yield LOCALE010 for each kind that lacks labels of its own, and for each file of shared labels that lacks some, whatever kinds use them."""
    shared: dict[str, dict[str, None]] = {}
    for kind in kinds.usable.values():
        folder = kind.config.path.rpartition("/")[0]
        missing = missing_labels(kind, locale)
        own = [say("{name} in kind.yaml", name=name) for name in missing_words(kind, locale)] + [one.shown for one in missing if not one.is_shared]
        if own:
            file = f"{folder}/labels.{locale}.yaml"
            yield _lacks(
                file, say("The kind {name} lacks", name=kind.name), own, locale,
                say("Add them to {file} or kind.yaml, or take {locale} out of the branches' locales.", file=file, locale=locale),
            )
        shared.setdefault(f"{folder.rpartition('/')[0]}/labels.{locale}.yaml", {}).update(dict.fromkeys(one.shown for one in missing if one.is_shared))
    for file, names in shared.items():
        if names:
            yield _lacks(file, say("The parts that kinds share lack"), list(names), locale, say("Add them to {file}, once for all kinds.", file=file))


def _lacks(file: str, who: str, missing: list[str], locale: str, hint: str) -> Diagnostic:
    labels = joined("; ", missing[:_SHOWN])
    listed = say("{listed} and {count} more", listed=labels, count=len(missing) - _SHOWN) if len(missing) > _SHOWN else labels
    return Source(file, "").diagnostic(
        0, 0, "LOCALE010",
        many(len(missing), "{who} 1 label in {locale}: {listed}.", "{who} {count} labels in {locale}: {listed}.", who=who, locale=locale, listed=listed), hint,
    )
