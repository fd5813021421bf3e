"""The screens: each reads the tap, calls the domain, and draws."""
