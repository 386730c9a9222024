//! Connections, transactions, time and the tables all bots share, on SQLite and Postgres.
