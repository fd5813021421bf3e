"""The same screens as an ordinary Streamlit app, with Streamlit's own settings."""
