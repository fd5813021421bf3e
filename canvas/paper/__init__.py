"""The questionnaire on paper: what is printed where, reading photographs of it, and typed-in tables."""
