"""The words of the interface, one catalogue per locale. No template holds a word of its own."""

from sopbook.handbook.labels.catalogue import LOCALES, Catalogue, catalogue

__all__ = ["LOCALES", "Catalogue", "catalogue"]
