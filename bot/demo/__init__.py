"""The local Bot API and the demo around it: a strict stand-in for Telegram on this machine."""
