"""What stands between Streamlit and the network: origin, headers, compression, the page's frame, health."""

LANGUAGES = ("id", "en")
"""Who is not known yet is spoken to in both."""
