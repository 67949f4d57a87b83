"""What a call contains, as values, and how YAML text becomes one. Knows no file, clock or device."""
