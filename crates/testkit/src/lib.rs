//! Starts a bot on the simulated Discord with a fresh database; for tests only.
