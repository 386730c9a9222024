//! Faults that tests order for REST requests. Gateway faults live with the gateway.

use std::time::{Duration, Instant};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestFault {
    /// A global rate limit that lasts this long from now on; every request in that time gets what is left of it.
    Global429 {
        /// How long it lasts.
        retry_after: Duration,
    },
    /// The route's bucket is used up.
    Route429 {
        /// What the answer says.
        retry_after: Duration,
    },
    /// This status with a body of HTML, as Discord's edge answers.
    Status(u16),
    /// The answer comes late; the request itself is handled.
    Latency(Duration),
    /// The connection ends before the request is handled.
    Drop,
    /// The request is handled, but the connection ends before the answer.
    LoseAnswer,
}

/// A fault, where it strikes and how often.
#[derive(Debug, Clone)]
pub struct Fault {
    fault: RestFault,
    method: Option<String>,
    path: Option<String>,
    left: Option<u32>,
}

impl Fault {
    /// A fault that strikes every request until [`crate::Sim::clear_faults`].
    pub fn new(fault: RestFault) -> Self {
        Self {
            fault,
            method: None,
            path: None,
            left: None,
        }
    }

    /// Only requests whose path contains this, for example `/callback`.
    #[must_use]
    pub fn path(mut self, part: &str) -> Self {
        self.path = Some(part.to_owned());
        self
    }

    /// Only requests with this method.
    #[must_use]
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Only the next `count` matching requests.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.left = Some(count);
        self
    }
}

impl From<RestFault> for Fault {
    fn from(fault: RestFault) -> Self {
        Self::new(fault)
    }
}

/// The faults in force.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(Fault, Instant)>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault, now: Instant) {
        self.0.push((fault, now));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The faults that strike this request; a global limit comes back with what is left of it.
    pub(crate) fn strike(&mut self, method: &str, path: &str, now: Instant) -> Vec<RestFault> {
        let mut struck = Vec::new();
        self.0.retain_mut(|(fault, since)| {
            let mut strikes = fault.fault;
            if let RestFault::Global429 { retry_after } = &mut strikes {
                *retry_after = retry_after.saturating_sub(now.duration_since(*since));
                if retry_after.is_zero() {
                    return false;
                }
            }
            let matches = fault
                .method
                .as_deref()
                .is_none_or(|wanted| wanted == method)
                && fault.path.as_deref().is_none_or(|part| path.contains(part));
            if !matches {
                return true;
            }
            struck.push(strikes);
            fault.left.as_mut().is_none_or(|left| {
                *left = left.saturating_sub(1);
                *left > 0
            })
        });
        struck
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_where_and_as_often_as_ordered() {
        let now = crate::clock::real_now();
        let mut faults = Faults::default();
        faults.add(
            Fault::new(RestFault::Status(502))
                .path("/callback")
                .method("POST")
                .times(2),
            now,
        );
        assert!(
            faults
                .strike("POST", "/channels/1/messages", now)
                .is_empty()
        );
        assert!(faults.strike("GET", "/x/callback", now).is_empty());
        assert_eq!(
            faults.strike("POST", "/x/callback", now),
            [RestFault::Status(502)]
        );
        assert_eq!(
            faults.strike("POST", "/x/callback", now),
            [RestFault::Status(502)]
        );
        assert!(faults.strike("POST", "/x/callback", now).is_empty());
    }

    #[test]
    fn a_global_limit_runs_out() {
        let now = crate::clock::real_now();
        let mut faults = Faults::default();
        faults.add(
            RestFault::Global429 {
                retry_after: Duration::from_secs(2),
            }
            .into(),
            now,
        );
        let later = faults.strike("GET", "/", now + Duration::from_secs(1));
        assert_eq!(
            later,
            [RestFault::Global429 {
                retry_after: Duration::from_secs(1)
            }]
        );
        assert!(
            faults
                .strike("GET", "/", now + Duration::from_secs(2))
                .is_empty()
        );
    }
}
