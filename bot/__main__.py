"""`python -m bot` is the same program as the console script `wardrounds`."""

import sys

from bot.command_line import main

if __name__ == "__main__":
    sys.exit(main())
