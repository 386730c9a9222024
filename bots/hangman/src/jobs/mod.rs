//! Periodic work.

pub mod expire;
