"""What is in the folder and when it is ready: observer, wake queue, snapshot, diff, stability, ignore rules."""
