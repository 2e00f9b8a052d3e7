"""The tests: each one states its rule in its docstring."""
