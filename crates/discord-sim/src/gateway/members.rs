//! Op 8, request guild members: the request, who matches it, and the chunks of the answer.

use std::time::Duration;

use serde_json::{Value, json};

use super::close::Close;

/// How often one guild's whole list may be asked for.
pub(super) const WHOLE_LIST_WINDOW: Duration = Duration::from_secs(30);
/// Members in one `GUILD_MEMBERS_CHUNK`.
const CHUNK: usize = 1000;
/// Most `user_ids` of a request, and most members that a name finds.
const LIMIT: usize = 100;
/// Longer nonces are ignored.
const NONCE_BYTES: usize = 32;

/// Op 8.
pub(super) struct MembersRequest {
    pub(super) guild_id: u64,
    wanted: Wanted,
    nonce: Option<String>,
}

enum Wanted {
    Everyone,
    Prefix { query: String, limit: usize },
    Ids(Vec<String>),
}

impl MembersRequest {
    /// # Errors
    ///
    /// 4002 for a request that names no guild, nobody, or more people than allowed.
    pub(super) fn parse(data: &Value) -> Result<Self, Close> {
        let guild_id = data["guild_id"].as_str().and_then(|id| id.parse().ok());
        let wanted = match (&data["user_ids"], data["query"].as_str()) {
            (Value::Null, Some(query)) => {
                let limit = data["limit"].as_u64().ok_or(Close::DECODE_ERROR)?;
                match (query, usize::try_from(limit).unwrap_or(LIMIT)) {
                    ("", 0) => Wanted::Everyone,
                    (query, 0) => Wanted::Prefix {
                        query: query.to_lowercase(),
                        limit: LIMIT,
                    },
                    (query, limit) => Wanted::Prefix {
                        query: query.to_lowercase(),
                        limit: limit.min(LIMIT),
                    },
                }
            }
            (Value::String(id), None) => Wanted::Ids(vec![id.clone()]),
            (Value::Array(ids), None) if ids.len() <= LIMIT => Wanted::Ids(
                ids.iter()
                    .map(|id| id.as_str().map(str::to_owned))
                    .collect::<Option<_>>()
                    .ok_or(Close::DECODE_ERROR)?,
            ),
            _ => return Err(Close::DECODE_ERROR),
        };
        Ok(Self {
            guild_id: guild_id.ok_or(Close::DECODE_ERROR)?,
            wanted,
            nonce: data["nonce"]
                .as_str()
                .filter(|nonce| nonce.len() <= NONCE_BYTES)
                .map(str::to_owned),
        })
    }

    /// Whether the whole list is asked for, which needs the intent `GUILD_MEMBERS` and is limited.
    pub(super) const fn wants_everyone(&self) -> bool {
        matches!(self.wanted, Wanted::Everyone)
    }

    /// The data of each `GUILD_MEMBERS_CHUNK`, in order; at least one, possibly empty.
    pub(super) fn chunks(&self, members: &[Value]) -> Vec<Value> {
        let (found, not_found) = self.matching(members);
        let count = found.len().div_ceil(CHUNK).max(1);
        (0..count)
            .map(|index| {
                let members = found.iter().skip(index * CHUNK).take(CHUNK);
                let mut chunk = json!({
                    "guild_id": self.guild_id.to_string(),
                    "members": members.collect::<Vec<_>>(),
                    "chunk_index": index,
                    "chunk_count": count,
                });
                if !not_found.is_empty() && index == 0 {
                    chunk["not_found"] = json!(not_found);
                }
                if let Some(nonce) = &self.nonce {
                    chunk["nonce"] = json!(nonce);
                }
                chunk
            })
            .collect()
    }

    /// The data of the `RATE_LIMITED` that answers a whole list asked for too early.
    pub(super) fn rate_limited(&self, retry_after: Duration) -> Value {
        let mut meta = json!({"guild_id": self.guild_id.to_string()});
        if let Some(nonce) = &self.nonce {
            meta["nonce"] = json!(nonce);
        }
        json!({"opcode": 8, "retry_after": retry_after.as_secs_f64(), "meta": meta})
    }

    fn matching<'a>(&self, members: &'a [Value]) -> (Vec<&'a Value>, Vec<String>) {
        match &self.wanted {
            Wanted::Everyone => (members.iter().collect(), Vec::new()),
            Wanted::Prefix { query, limit } => {
                let starts = |name: &Value| {
                    name.as_str()
                        .is_some_and(|name| name.to_lowercase().starts_with(query))
                };
                let found = members.iter().filter(|member| {
                    let user = &member["user"];
                    [&member["nick"], &user["username"], &user["global_name"]]
                        .into_iter()
                        .any(starts)
                });
                (found.take(*limit).collect(), Vec::new())
            }
            Wanted::Ids(ids) => {
                let by_id =
                    |id: &String| members.iter().find(|member| member["user"]["id"] == **id);
                let missing = ids.iter().filter(|id| by_id(id).is_none());
                (
                    ids.iter().filter_map(by_id).collect(),
                    missing.cloned().collect(),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(count: usize) -> Vec<Value> {
        (0..count)
            .map(|n| json!({"user": {"id": n.to_string(), "username": format!("user-{n}")}}))
            .collect()
    }

    fn ask(mut data: Value) -> MembersRequest {
        data["guild_id"] = json!("7");
        MembersRequest::parse(&data).ok().unwrap()
    }

    #[test]
    fn the_whole_list_comes_in_chunks_of_a_thousand() {
        let request = ask(json!({"query": "", "limit": 0, "nonce": "n"}));
        assert!(request.wants_everyone());
        let chunks = request.chunks(&members(2001));
        let sizes: Vec<_> = chunks
            .iter()
            .map(|chunk| chunk["members"].as_array().unwrap().len())
            .collect();
        assert_eq!(sizes, [1000, 1000, 1]);
        assert!(
            chunks
                .iter()
                .all(|chunk| chunk["nonce"] == "n" && chunk["chunk_count"] == 3)
        );
    }

    #[test]
    fn a_prefix_finds_at_most_its_limit() {
        let request = ask(json!({"query": "USER-1", "limit": 3}));
        assert_eq!(
            request.chunks(&members(50))[0]["members"]
                .as_array()
                .unwrap()
                .len(),
            3
        );
    }

    #[test]
    fn unknown_ids_are_named() {
        let chunk = &ask(json!({"user_ids": ["1", "99"]})).chunks(&members(2))[0];
        assert_eq!(chunk["not_found"], json!(["99"]));
        assert_eq!(chunk["members"][0]["user"]["id"], "1");
    }

    #[test]
    fn a_request_for_nobody_or_too_many_is_undecodable() {
        let many: Vec<_> = (0..101).map(|n| n.to_string()).collect();
        for data in [
            json!({"guild_id": "7"}),
            json!({"guild_id": "7", "user_ids": many}),
            json!({"guild_id": ["7"], "query": "", "limit": 0}),
            json!({"guild_id": "7", "query": ""}),
        ] {
            assert!(MembersRequest::parse(&data).is_err(), "{data}");
        }
    }
}
