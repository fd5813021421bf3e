"""A group as files: anonymous rows with their code book, as XLSX, CSV, JSON and Parquet."""

from canvas.exports.files import KINDS, export_file
from canvas.exports.stream import STREAMED, write_groups

__all__ = ["KINDS", "STREAMED", "export_file", "write_groups"]
