"""Text to lines of glyphs: typefaces, shaping, line breaking, and fonts as a PDF embeds them."""
