"""The same checklist written with other libraries, as their documentation has it; run in .venv-bench."""
