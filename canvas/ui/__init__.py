"""What the screens share. The only part of canvas/ that imports streamlit."""
