//! What a running bot says of itself: log lines and metrics.

pub(crate) mod logs;
pub(crate) mod metrics;
