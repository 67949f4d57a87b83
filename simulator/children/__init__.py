"""What runs in a child process: one module a process, each a handful of handlers for `child.serve`."""
