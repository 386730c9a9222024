//! What people see: domain values in, pictures and messages out. Pure.

pub mod gallows;
