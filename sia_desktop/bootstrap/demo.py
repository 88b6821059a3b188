"""`make demo`: one visit, from an empty central to County Hall, in a window or offscreen."""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from sia_desktop.bootstrap.demo_central import ADVISER, PASSPHRASE, PASSWORD, DemoCentral, DemoStopped

OUTPUT: Final = Path("demo-output")


def main() -> int:
    """Run the demonstration; without a display, 0 only if the note reached central and the PDF verified."""
    is_headless = not has_display()
    if is_headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        _clear(OUTPUT)
        central = DemoCentral(OUTPUT / "central")
        print("Setting up central: Reading and its 61 schools …", flush=True)
        central.set_up()
        central.write_root(OUTPUT / "council-root.pem")
        with central.serving() as address:
            if is_headless:
                from sia_desktop.bootstrap.demo_journey import drive

                return drive(OUTPUT, central, address)
            return _window(address)
    except DemoStopped as stopped:
        print(f"The demonstration stopped. {stopped}", file=sys.stderr)
        return 1
    except OSError as trouble:
        print(
            f"The demonstration stopped: {trouble.strerror or trouble} ({trouble.filename or OUTPUT}). "
            "Free some space, or run it in a folder you may write to.",
            file=sys.stderr,
        )
        return 1


def has_display() -> bool:
    """True where a window can be seen, unless HEADLESS asks for none."""
    if os.environ.get("HEADLESS") not in (None, "", "0"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def _window(address: str) -> int:
    """Enrol a demonstration laptop and open its window, with central running beside it."""
    from sia_contract.resources import resources
    from sia_desktop.bootstrap.door import LaptopDoor
    from sia_desktop.bootstrap.paths import Paths
    from sia_desktop.bootstrap.window import open_window
    from sia_desktop.security.key_box import KeyBox
    from sia_desktop.services.door import Enrolment
    from sia_desktop.services.progress import silent

    paths = Paths(OUTPUT.resolve() / "laptop")
    print("Enrolling a demonstration laptop …", flush=True)
    door = LaptopDoor(paths, resources(), KeyBox(paths.data))
    enrolment = Enrolment(address, ADVISER, PASSWORD, PASSPHRASE, "Demonstration laptop")
    door.enrol(enrolment, silent).close()
    print(f"Opening the window. Unlock it with: {PASSPHRASE}", flush=True)
    return open_window(paths, is_demonstration=True)


if __name__ == "__main__":
    sys.exit(main())
