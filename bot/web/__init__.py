"""What the program shows and takes over HTTP: webhooks, its health, its figures."""
