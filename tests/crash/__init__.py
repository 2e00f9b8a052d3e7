"""Crash tests: a real bot, really killed, and a bot that fails at every single step."""
