//! An offline Discord on a loopback port: REST v10, gateway, limits, permissions, a journal and people who act.

pub mod gateway;
pub mod oracle;
pub mod validate;
