"""Where things are put: from top to bottom, on a grid, on a page."""
