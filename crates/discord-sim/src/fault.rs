//! Faults that tests, scenario files and the control API order for REST requests. Gateway faults live with the gateway.
//!
//! In JSON: `{"fault": "drop", "path": "/callback", "times": 2}`, `{"fault": {"status": 502}, "method": "GET"}`,
//! `{"fault": {"global_429": {"retry_after": 1.5}}}`. Times are seconds.

use std::time::{Duration, Instant};

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RestFault {
    /// A global rate limit that lasts this long from now on; every request in that time gets what is left of it.
    #[serde(rename = "global_429")]
    Global429 {
        /// How long it lasts.
        #[serde(with = "crate::seconds")]
        retry_after: Duration,
    },
    /// The bot's own limit of the route is used up: scope `user`.
    #[serde(rename = "route_429", alias = "user_429")]
    Route429 {
        /// What the answer says.
        #[serde(with = "crate::seconds")]
        retry_after: Duration,
    },
    /// The resource's limit is used up by everybody together: scope `shared`, which counts against nobody.
    #[serde(rename = "shared_429")]
    Shared429 {
        /// What the answer says.
        #[serde(with = "crate::seconds")]
        retry_after: Duration,
    },
    /// This status with a page of HTML, as Discord's edge answers.
    Status(#[serde(deserialize_with = "failure")] u16),
    /// This status with Discord's own JSON, as a broken server behind the edge answers.
    ServerError(#[serde(deserialize_with = "failure")] u16),
    /// The edge has banned the address: 429 with the page of error 1015 and no word of a rate limit.
    Banned,
    /// The answer comes late; the request itself is handled.
    Latency(#[serde(with = "crate::seconds")] Duration),
    /// The connection ends before the request is handled.
    Drop,
    /// The request is handled, but the connection ends before the answer.
    LoseAnswer,
}

/// A fault, where it strikes and how often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    fault: RestFault,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, rename = "times", skip_serializing_if = "Option::is_none")]
    left: Option<u32>,
}

/// Statuses of failures.
fn failure<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    match u16::deserialize(deserializer)? {
        status @ 400..=599 => Ok(status),
        status => Err(D::Error::custom(format!(
            "{status} is no failure: 400-599 are"
        ))),
    }
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

/// A fault in force.
#[derive(Debug)]
struct Standing {
    number: u64,
    fault: Fault,
    since: Instant,
}

/// The faults in force.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    standing: Vec<Standing>,
    last: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault, now: Instant) {
        self.last += 1;
        self.standing.push(Standing {
            number: self.last,
            fault,
            since: now,
        });
    }

    pub(crate) fn clear(&mut self) {
        self.standing.clear();
    }

    /// Those in force, each with its number.
    pub(crate) fn all(&mut self, now: Instant) -> Vec<(u64, Fault)> {
        let mut all = Vec::new();
        self.standing.retain(|standing| {
            let left = standing.left(now);
            all.extend(left.map(|fault| {
                let (number, what) = (standing.number, standing.fault.clone());
                (number, Fault { fault, ..what })
            }));
            left.is_some()
        });
        all
    }

    /// Ends one; whether it was there.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let before = self.standing.len();
        self.standing.retain(|standing| standing.number != number);
        self.standing.len() < before
    }

    /// The faults that strike this request; a global limit comes back with what is left of it.
    pub(crate) fn strike(&mut self, method: &str, path: &str, now: Instant) -> Vec<RestFault> {
        let mut struck = Vec::new();
        self.standing.retain_mut(|standing| {
            let Some(strikes) = standing.left(now) else {
                return false;
            };
            let fault = &mut standing.fault;
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

impl Standing {
    /// What is left of it; nothing of a global limit whose time is over.
    fn left(&self, now: Instant) -> Option<RestFault> {
        match self.fault.fault {
            RestFault::Global429 { retry_after } => {
                let retry_after = retry_after.saturating_sub(now.duration_since(self.since));
                (!retry_after.is_zero()).then_some(RestFault::Global429 { retry_after })
            }
            fault => Some(fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_fault_has_one_form_in_json() {
        let retry_after = Duration::from_millis(1500);
        for (fault, written) in [
            (
                RestFault::Global429 { retry_after },
                json!({"global_429": {"retry_after": 1.5}}),
            ),
            (
                RestFault::Route429 { retry_after },
                json!({"route_429": {"retry_after": 1.5}}),
            ),
            (
                RestFault::Shared429 { retry_after },
                json!({"shared_429": {"retry_after": 1.5}}),
            ),
            (RestFault::Status(520), json!({"status": 520})),
            (RestFault::ServerError(500), json!({"server_error": 500})),
            (RestFault::Banned, json!("banned")),
            (RestFault::Latency(retry_after), json!({"latency": 1.5})),
            (RestFault::Drop, json!("drop")),
            (RestFault::LoseAnswer, json!("lose_answer")),
        ] {
            let whole =
                json!({"fault": written, "method": "POST", "path": "/callback", "times": 2});
            let fault = Fault::new(fault).method("POST").path("/callback").times(2);
            assert_eq!(serde_json::to_value(&fault).unwrap(), whole);
            assert_eq!(serde_json::from_value::<Fault>(whole).unwrap(), fault);
        }
        let least: Fault = serde_json::from_value(json!({"fault": "drop"})).unwrap();
        assert_eq!(least, Fault::new(RestFault::Drop));
    }

    #[test]
    fn what_is_no_fault_is_refused_with_a_reason() {
        for (written, reason) in [
            (json!({}), "missing field `fault`"),
            (json!({"fault": "burn"}), "unknown variant `burn`"),
            (json!({"fault": {"status": 200}}), "is no failure"),
            (json!({"fault": {"latency": -0.1}}), "is no time"),
            (
                json!({"fault": {"route_429": {"after": 1}}}),
                "unknown field `after`",
            ),
            (
                json!({"fault": "drop", "count": 1}),
                "unknown field `count`",
            ),
        ] {
            let error = serde_json::from_value::<Fault>(written.clone()).unwrap_err();
            assert!(error.to_string().contains(reason), "{written}: {error}");
        }
    }

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
    fn a_fault_is_shown_with_what_is_left_and_taken_back_alone() {
        let now = crate::clock::real_now();
        let mut faults = Faults::default();
        let drop = Fault::new(RestFault::Drop).times(2);
        faults.add(drop.clone(), now);
        let retry_after = Duration::from_secs(2);
        faults.add(RestFault::Global429 { retry_after }.into(), now);
        faults.strike("GET", "/x", now);
        let later = now + Duration::from_secs(1);
        let retry_after = Duration::from_secs(1);
        let limit = Fault::new(RestFault::Global429 { retry_after });
        assert_eq!(faults.all(later), [(1, drop.times(1)), (2, limit.clone())]);
        assert!(faults.remove(1) && !faults.remove(1));
        assert_eq!(faults.all(later), [(2, limit)]);
        assert_eq!(faults.all(later + retry_after), []);
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
