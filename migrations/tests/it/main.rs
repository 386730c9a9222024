//! The schema, its wall, and the functions over the shared tables, on both databases.
#![cfg(test)]

mod attacks;
mod both;
mod catalogue;
mod jobs;
mod manifests;
mod provision;
mod sessions;
mod settings;
mod tenants;
mod up;
mod users_and_guilds;
