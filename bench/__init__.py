"""How fast it is, beside a stock Streamlit app of the same screens. One command a module: `python -m bench.NAME`."""
