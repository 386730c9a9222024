//! Connections and transactions on both databases. What concerns the shared tables is tested where they are made,
//! in `migrations`.
#![cfg(test)]

mod both;
mod connections;
mod errors;
mod time;
mod transactions;
