//! Addresses of uploaded files: signed, and good for a day (PROTOCOL 3.2).
//!
//! What is stored is bare; a signature is added whenever a message is shown, so a message that is fetched again has
//! fresh addresses. The signature is a digest with a key of this simulator's, enough to see that an address was altered.

use std::time::Duration;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::World;
use crate::{clock::Moment, snowflake};

/// How long an address serves its file.
const LIFE: Duration = Duration::from_secs(24 * 60 * 60);
/// Addresses of one file stay the same for so long, counted from its upload, in seconds.
const STEP: u64 = 60 * 60;
/// Where files are served.
const FOLDER: &str = "/attachments/";

/// Why an address does not serve its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unserved {
    /// It is old, or was never signed.
    Expired,
    /// Something in it was changed.
    Forged,
}

/// An address of this simulator's files without its signature; others as they are.
pub(super) fn unsigned(base_url: &str, url: &str) -> String {
    let own = url
        .strip_prefix(base_url)
        .is_some_and(|path| path.starts_with(FOLDER) || path.starts_with("/cdn/attachments/"));
    match url.split_once('?') {
        Some((bare, _)) if own => bare.to_owned(),
        _ => url.to_owned(),
    }
}

fn seconds(moment: Moment) -> u64 {
    moment.unix_millis() / 1_000
}

/// What follows from the key and what is signed, in hexadecimal.
fn signature(key: u64, id: u64, issued: u64, expires: u64, name: &str) -> String {
    let mut digest = Sha256::new();
    for number in [key, id, issued, expires] {
        digest.update(number.to_be_bytes());
    }
    digest.update(name);
    let bytes = digest.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl World {
    /// The query that lets an attachment's address serve its file from `now` on.
    fn pass(&self, id: u64, name: &str) -> String {
        let made = snowflake::made_at(id);
        let age = self.now.since(made).as_secs();
        let issued = seconds(made + Duration::from_secs(age / STEP * STEP));
        let expires = issued + LIFE.as_secs();
        let signature = signature(self.key, id, issued, expires, name);
        format!("ex={expires:x}&is={issued:x}&hm={signature}&")
    }

    /// Whether an address with this query serves the file now.
    pub(crate) fn serves(
        &self,
        id: u64,
        name: &str,
        query: impl Fn(&str) -> Option<String>,
        now: Moment,
    ) -> Result<(), Unserved> {
        let number = |key: &str| u64::from_str_radix(&query(key)?, 16).ok();
        let (Some(expires), Some(issued), Some(given)) = (number("ex"), number("is"), query("hm"))
        else {
            return Err(Unserved::Expired);
        };
        if given != signature(self.key, id, issued, expires, name) {
            Err(Unserved::Forged)
        } else if seconds(now) >= expires {
            Err(Unserved::Expired)
        } else {
            Ok(())
        }
    }

    /// Signs every address of an uploaded file in a value that is about to be shown.
    pub(crate) fn sign(&self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    if matches!(key.as_str(), "url" | "proxy_url" | "icon_url") {
                        if let Value::String(url) = value {
                            self.sign_url(url);
                        }
                    } else {
                        self.sign(value);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.sign(item)),
            _ => {}
        }
    }

    fn sign_url(&self, url: &mut String) {
        let path = url
            .strip_prefix(&self.base_url)
            .and_then(|path| path.strip_prefix(FOLDER));
        let mut parts = path.into_iter().flat_map(|path| path.split('/')).skip(1);
        if let (Some(id), Some(name), None) = (parts.next(), parts.next(), parts.next())
            && let Ok(id) = id.parse()
            && !name.contains('?')
        {
            let pass = self.pass(id, name);
            url.push('?');
            url.push_str(&pass);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn world(now: Moment) -> World {
        World {
            base_url: "http://here".to_owned(),
            key: 7,
            now,
            ..World::default()
        }
    }

    fn verdict(world: &World, id: u64, url: &str, now: Moment) -> Result<(), Unserved> {
        let query = url
            .split_once('?')
            .map(|(_, query)| query)
            .unwrap_or_default();
        let find = |key: &str| {
            let pair = query.split('&').find_map(|pair| pair.strip_prefix(key))?;
            Some(pair.trim_start_matches('=').to_owned())
        };
        world.serves(id, "a.png", find, now)
    }

    #[test]
    fn an_address_serves_for_a_day_and_only_unaltered() {
        let made = Moment::from_unix_micros(1_795_195_800_000_000);
        let id = snowflake::at(made);
        let bare = format!("http://here/attachments/1/{id}/a.png");
        let mut shown = json!({"image": {"url": bare}, "text": bare});
        let mut world = world(made + Duration::from_secs(10));
        world.sign(&mut shown);
        let url = shown["image"]["url"].as_str().expect("an address");
        assert_eq!(unsigned("http://here", url), bare);
        assert_eq!(shown["text"], bare, "only addresses are signed");
        let day = made + LIFE;
        assert_eq!(verdict(&world, id, url, made), Ok(()));
        assert_eq!(verdict(&world, id, url, day), Err(Unserved::Expired));
        assert_eq!(verdict(&world, id, &bare, made), Err(Unserved::Expired));
        assert_eq!(verdict(&world, id + 1, url, made), Err(Unserved::Forged));
        let later = url.replacen("ex=", "ex=1", 1);
        assert_eq!(verdict(&world, id, &later, made), Err(Unserved::Forged));
        world.now = day;
        let mut fresh = json!({"url": bare});
        world.sign(&mut fresh);
        let fresh = fresh["url"].as_str().expect("an address");
        assert_eq!(verdict(&world, id, fresh, day), Ok(()));
    }

    #[test]
    fn other_addresses_stay_as_they_are() {
        let world = world(Moment::default());
        for url in [
            "https://example.org/attachments/1/2/a.png?x=1",
            "http://here/attachments/1",
        ] {
            let mut shown = json!({"url": url});
            world.sign(&mut shown);
            assert_eq!(shown["url"], url);
            assert_eq!(unsigned("http://here", url), url);
        }
    }
}
