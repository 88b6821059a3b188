"""What the program is spared until its first page is on the screen."""

import builtins
import gc


def start_lightly() -> None:
    """Load Qt without what would slow down everything loaded after it; before any other import of Qt.

    The garbage collector would look through every new module several times and find nothing: `ui/collecting`
    collects once the window is there. And PySide6 hangs itself into every later import, to read the module's
    source for its `from __feature__ import`, which nothing here uses.
    """
    gc.disable()
    pythons_own = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what importing it does

    vars(builtins)["__import__"] = pythons_own
