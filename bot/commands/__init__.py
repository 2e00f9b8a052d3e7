"""The commands of the command line, a module a topic.

Rules: each module adds its commands and their arguments to the parser (`add_to`) and does them; what a
command does gives an exit code and can be given again; heavy parts are imported where they are needed.
Must not know: where settings come from.
"""
