"""Names that no published form may hold: found under every spelling, replaced, and looked for once more at the end."""

from onrecord.publish.protect.hiding import hide
from onrecord.publish.protect.names import Protected, find_protected, read_names
from onrecord.publish.protect.scanning import refuse_left

__all__ = ["Protected", "find_protected", "hide", "read_names", "refuse_left"]
