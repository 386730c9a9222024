//! `cargo xtask demo` with the real simulator and the real bots, which are built already.

mod builds;
mod ends;
mod goes_on;
mod refuses;
mod running;
