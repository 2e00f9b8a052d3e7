"""Settings, logs, queues' workers and the Telegram transport."""
