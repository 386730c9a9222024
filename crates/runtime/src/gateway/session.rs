//! The shard's session in the database: claimed at the start, saved every few seconds and at
//! the end, so that the next process goes on where this one stopped.

use db::{BotId, Db, DbError, sessions::SavedSession};
use secrecy::{ExposeSecret as _, SecretString};
use twilight_gateway::{Session, ShardId};

use crate::Clock;

/// Saves and claims the session of one shard.
#[derive(Clone)]
pub(super) struct SessionKeeper {
    pub(super) db: Db,
    pub(super) bot: BotId,
    pub(super) shard: ShardId,
    /// This process: no other has the same name.
    pub(super) owner: String,
    pub(super) clock: Clock,
}

impl SessionKeeper {
    /// The session that an earlier process left, if Discord may still know it.
    pub(super) async fn claim(&self) -> Result<Option<(Session, String)>, DbError> {
        let claimed = db::sessions::claim(
            &self.db,
            &self.bot,
            self.shard.number(),
            self.shard.total(),
            &self.owner,
            self.clock.now(),
        )
        .await?;
        Ok(claimed.map(|saved| {
            (
                Session::new(saved.sequence, saved.session_id.expose_secret().to_owned()),
                saved.resume_url,
            )
        }))
    }

    /// Saves; `false` if another process has claimed the session.
    pub(super) async fn save(&self, session: &Session, resume_url: &str) -> Result<bool, DbError> {
        let saved = SavedSession {
            shard_id: self.shard.number(),
            shard_total: self.shard.total(),
            session_id: SecretString::from(session.id()),
            resume_url: resume_url.to_owned(),
            sequence: session.sequence(),
        };
        db::sessions::save(&self.db, &self.bot, &self.owner, &saved, self.clock.now()).await
    }
}
