"""What runs in child processes: a module each, with a handful of handlers for `child.serve`."""
