"""A district's morning as a simulation of queues, held against what the cluster on one machine was measured at."""
