"""Telegram: parse what comes in, perform what goes out."""

import os

# The library gives waiting times as timedelta in its next version, and warns on each 429 until it is asked
# to.
os.environ.setdefault("PTB_TIMEDELTA", "true")
