"""The domain of Kanvas Lestari: importable and testable without Streamlit."""
