"""A file that a playbook attaches, as templates show it: a picture or a name, and where to get it."""

from dataclasses import dataclass

from sopbook.handbook.labels import Catalogue
from sopbook.handbook.links import attachment_path, relative
from sopbook.handbook.view.units import number
from sopbook.source.attachment import Attachment, ending


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as a page links to it; `width` and `height` are those of a picture, else 0."""

    href: str
    name: str
    size: str
    """What is told before somebody downloads it: PNG, 24 KB."""
    width: int
    height: int

    @property
    def is_picture(self) -> bool:
        """Return whether it can be shown."""
        return self.width > 0


def attached_file(attachment: Attachment, page: str, labels: Catalogue) -> AttachedFile:
    """Return a file as a page shows it."""
    kilobytes = number(max(1, round(len(attachment.content) / 1000)))
    return AttachedFile(
        relative(attachment_path(attachment.branch, attachment.path), page), attachment.name,
        labels("attachment.size", sort=ending(attachment.name).upper(), kilobytes=kilobytes), attachment.width, attachment.height,
    )
