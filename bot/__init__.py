"""What runs: settings, wiring, transports, receiver, deliverer, the command line and the demo."""
