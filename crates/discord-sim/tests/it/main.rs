//! The simulator, tested from outside: through its socket, its driver and its journal.

mod accounts;
mod bot;
mod http;
mod interactions;
