//! What people did as the source of a test.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::{Query, State};
use serde_json::json;

use super::super::{find, reply::Reply};
use crate::{
    hub::Hub,
    script::{self, Order},
};

/// `?since=…&last=…&name=…&bot=…`
pub(super) async fn test(
    State(hub): State<Arc<Hub>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Reply, Reply> {
    let number = |name: &str| {
        let text = query.get(name);
        let read = text.map(|text| {
            let number = text.parse::<u64>();
            number.map_err(|_| Reply::bad(&format!("{name} is a number, not {text:?}")))
        });
        read.transpose()
    };
    let bot = query.get("bot").map(|name| find::application(&hub, name));
    let order = Order {
        since: number("since")?.unwrap_or_default(),
        last: number("last")?.map(|last| usize::try_from(last).unwrap_or(usize::MAX)),
        name: query.get("name").cloned(),
        bot: bot.transpose()?,
    };
    let script = script::script(&hub, &order);
    let script = script.ok_or_else(|| Reply::nothing("nobody did anything with a bot there"))?;
    Ok(Reply::ok(
        json!({"file": script.file, "rust": script.rust, "acts": script.acts}),
    ))
}
