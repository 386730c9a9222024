//! The simulator's tests at its outer boundary.

mod oracle;
mod rules;
