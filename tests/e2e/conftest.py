"""The fixtures of the window's tests serve the whole job as well."""

from tests.core.conftest import folder
from tests.gui.conftest import collected_here, collector, fill, look, no_message_box, session, settings, window

__all__ = ["collected_here", "collector", "fill", "folder", "look", "no_message_box", "session", "settings", "window"]
