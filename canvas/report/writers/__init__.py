"""Sheets to files: PDF, SVG and PNG."""
