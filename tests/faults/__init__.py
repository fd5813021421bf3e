"""What happens in a village hall, done to the running app, with scripted clients on real sockets."""
