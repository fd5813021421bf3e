"""Scripted clients: they speak Streamlit's protocol over a real socket to a real server, and do as a browser does."""
