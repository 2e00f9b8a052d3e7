"""`python -m bot.demo`: the local Bot API alone."""

from __future__ import annotations

import sys

from bot.demo.alone import main

sys.exit(main())
