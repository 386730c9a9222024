//! Compares what Postgres enforces with what the ownership matrix says.
