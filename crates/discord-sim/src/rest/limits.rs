//! Rate limits as headers and as 429 answers (PROTOCOL 3.1).

use std::{
    net::IpAddr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::json;

use super::{Access, Call, Outcome, Route};
use crate::{
    clock::real_now,
    fault::RestFault,
    hub::Hub,
    limit::{Place, Taken, Who},
};

/// Whether a request may go on.
pub(super) enum Standing {
    Admitted(Taken),
    Refused(Outcome),
}

/// Who or what a limit is about, as `X-RateLimit-Scope` says it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    User,
    Global,
    Shared,
}

/// Takes a request's place in the global limit and in its bucket.
pub(super) fn admit(
    hub: &Hub,
    route: &'static Route,
    call: &Call,
    (struck, peer): (&[RestFault], IpAddr),
) -> Standing {
    for fault in struck {
        match fault {
            RestFault::Global429 { retry_after } if route.access != Access::Interaction => {
                return Standing::Refused(refused(*retry_after, Scope::Global, None));
            }
            RestFault::Route429 { retry_after } => {
                return Standing::Refused(refused(*retry_after, Scope::User, None));
            }
            RestFault::Shared429 { retry_after } => {
                return Standing::Refused(refused(*retry_after, Scope::Shared, None));
            }
            _ => {}
        }
    }
    let now = real_now();
    let mut limits = hub.limits();
    let who = match route.access {
        Access::Interaction => None,
        access if access.takes_bots() && call.bearer.is_none() => {
            Some(Who::Application(call.application))
        }
        _ => Some(Who::Address(peer)),
    };
    if let Some(who) = who {
        let global = limits.global(who, now);
        if global.refused {
            return Standing::Refused(refused(global.reset_after, Scope::Global, None));
        }
    }
    let place = Place {
        application: call.application,
        operation: route.name,
        major: Route::major(&call.params),
    };
    let taken = limits.route(place, route.window(), now);
    drop(limits);
    if taken.refused {
        return Standing::Refused(refused(taken.reset_after, Scope::User, Some(&taken)));
    }
    Standing::Admitted(taken)
}

/// Writes the bucket's state into an answer.
pub(super) fn say(hub: &Hub, standing: &Standing, outcome: &mut Outcome) {
    if let Standing::Admitted(taken) = standing {
        outcome.headers.extend(bucket(taken));
        if hub.settings.scope_header_on_200 {
            outcome
                .headers
                .push(("x-ratelimit-scope", "user".to_owned()));
        }
    }
}

/// 401, 403 and 429 count towards the ban, a 429 of a shared limit does not.
pub(super) fn counts_as_invalid(status: u16, headers: &[(&'static str, String)]) -> bool {
    let shared = headers
        .iter()
        .any(|(name, value)| *name == "x-ratelimit-scope" && value == "shared");
    matches!(status, 401 | 403) || status == 429 && !shared
}

fn refused(retry_after: Duration, scope: Scope, taken: Option<&Taken>) -> Outcome {
    let global = scope == Scope::Global;
    let seconds = retry_after.as_secs_f64();
    let mut headers = vec![
        ("retry-after", format!("{}", seconds.ceil())),
        (
            "x-ratelimit-scope",
            match scope {
                Scope::User => "user",
                Scope::Global => "global",
                Scope::Shared => "shared",
            }
            .to_owned(),
        ),
    ];
    if global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    if let Some(taken) = taken {
        headers.extend(bucket(taken));
    }
    let body =
        json!({"message": "You are being rate limited.", "retry_after": seconds, "global": global});
    Outcome {
        status: 429,
        body,
        picture: None,
        headers,
    }
}

fn bucket(taken: &Taken) -> [(&'static str, String); 5] {
    let reset = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        + taken.reset_after;
    [
        ("x-ratelimit-limit", taken.limit.to_string()),
        ("x-ratelimit-remaining", taken.remaining.to_string()),
        ("x-ratelimit-reset", format!("{:.3}", reset.as_secs_f64())),
        (
            "x-ratelimit-reset-after",
            format!("{:.3}", taken.reset_after.as_secs_f64()),
        ),
        ("x-ratelimit-bucket", hash(&taken.bucket)),
    ]
}

/// A bucket's name: opaque, the same for a route, without what it is about (FNV-1a, twice).
fn hash(name: &str) -> String {
    let half = |seed: u64| {
        name.bytes().fold(seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    };
    format!(
        "{:016x}{:016x}",
        half(0xcbf2_9ce4_8422_2325),
        half(0x8422_2325_cbf2_9ce4)
    )
}
