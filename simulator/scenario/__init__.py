"""What a call contains, as values, and how YAML text becomes one. Knows no clock or device."""
