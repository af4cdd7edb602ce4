"""The sandbox in which templates run."""

from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

from sopbook.handbook.view.field import Field


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox of Jinja, which knows that whatever a field has without an underscore is for templates."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may see an attribute."""
        return not attr.startswith("_") if type(obj) is Field else super().is_safe_attribute(obj, attr, value)
