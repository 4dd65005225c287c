"""`python -m dateline`: the command line."""

import sys

from dateline.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
