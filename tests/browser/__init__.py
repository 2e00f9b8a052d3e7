"""The product as a visitor meets it: the demo page in a real browser, the bot as a process of its own."""
