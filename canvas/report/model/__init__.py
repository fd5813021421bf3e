"""A sheet of paper as values: marks, colours, letters, and what a document says about itself."""
