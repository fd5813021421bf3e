"""What keeps the app fast, counted instead of timed: what a first visit loads, and what a tap sends."""
