"""The parts of which reports are made, one module each."""
