"""`python -m sia_central`."""

import sys

from sia_central.cli import main

if __name__ == "__main__":
    sys.exit(main())
