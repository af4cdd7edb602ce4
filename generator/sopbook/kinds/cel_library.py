"""The CEL library as `cel`, without its command line.

The package imports a command line with a terminal toolkit, and that takes as long as everything else of a start of ours
together. Nothing here uses it, so an empty module stands in its place while the package is imported.
"""

import sys
from types import ModuleType

_COMMAND_LINE = "cel.cli"

_is_alone = _COMMAND_LINE not in sys.modules and "cel" not in sys.modules
if _is_alone:
    sys.modules[_COMMAND_LINE] = ModuleType(_COMMAND_LINE)
try:
    import cel
finally:
    if _is_alone:
        del sys.modules[_COMMAND_LINE]

__all__ = ["cel"]
