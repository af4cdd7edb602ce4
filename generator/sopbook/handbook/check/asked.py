"""Whether what people type who need a playbook leads to one: `asked_as` of synonyms.yaml."""

from collections.abc import Iterator, Mapping

from sopbook.branches.playbooks import BranchPlaybooks
from sopbook.kinds.discover import Kinds
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.schema.wording import closest


def check_asked(stocks: Mapping[str, BranchPlaybooks], kinds: Kinds) -> Iterator[Diagnostic]:
    """Yield REF009 for each playbook that a branch's synonyms.yaml names and the branch does not have; one of a kind that is not installed is passed over."""
    for stock in stocks.values():
        inherited = len(stock.branch.parent.asked) if stock.branch.parent else 0
        for one in stock.branch.asked[inherited:]:
            kind, identifier = one.key
            is_gone = kind in kinds.broken or (kind not in kinds.usable and closest(kind, kinds.usable) is None)
            if one.key in stock.entries or one.key in stock.unreadable or is_gone or not stock.branch.sound:
                continue
            now = stock.former.get(one.key)
            written = "/".join(one.key)
            meant = closest(written, ["/".join(key) for key in stock.entries])
            hint = (
                say("Did you mean {now}, which was called {id}?", now="/".join(now), id=identifier) if now
                else say("Did you mean {meant}?", meant=meant) if meant else say("Write kind and id of a playbook, as its page has them in its address.")
            )
            yield one.document.diagnostic(one.place, "REF009", say("There is no playbook {key}, so nobody finds it by these words.", key=written), hint, key=True)
