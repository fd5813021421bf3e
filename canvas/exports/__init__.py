"""A group as files: anonymous rows with their code book, as XLSX, CSV and JSON."""

from canvas.exports.files import KINDS, export_file

__all__ = ["KINDS", "export_file"]
