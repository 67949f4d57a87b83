"""One module a command: `add_arguments` describes it, `run` does it and returns the exit code."""
