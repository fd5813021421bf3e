"""What is between Streamlit and the network: origin, headers, compression, the page's frame, health."""
