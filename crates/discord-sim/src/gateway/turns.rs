//! What a connection does with each payload of its client: heartbeat, identify, resume. The rest is in `oblige`.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    close::Close,
    connection::{Connection, End, Phase},
    content::guild_for,
    incoming::{self, Identify, Incoming, Resume},
    intents,
    model::{GatewayRecord, Identity},
    requests::Presence,
    session::{Event, Traits},
    state::{Resumption, Start},
};

impl Connection {
    /// Acts on one payload.
    pub(super) async fn answer(&mut self, payload: Value) -> Result<(), End> {
        let op = incoming::opcode(&payload)?;
        let parsed = incoming::parse(op, &payload);
        self.gateway.directory().record(GatewayRecord::Received {
            connection: self.id,
            application_id: self.application_id,
            op: u8::try_from(op).unwrap_or(u8::MAX),
            payload: incoming::masked(payload),
        });
        match (parsed?, &self.phase) {
            (Incoming::Heartbeat, _) => self.acknowledge().await,
            (Incoming::Identify(identify), Phase::Fresh) => self.identify(identify).await,
            (Incoming::Resume(resume), Phase::Fresh) => self.resume(&resume).await,
            (Incoming::Identify(_) | Incoming::Resume(_), _) => {
                Err(Close::ALREADY_AUTHENTICATED.into())
            }
            (_, Phase::Fresh) => Err(Close::NOT_AUTHENTICATED.into()),
            (
                request,
                &Phase::Live {
                    serial, intents, ..
                },
            ) => self.oblige(request, serial, intents).await,
            // Discord does not say what it does before READY; here it waits for no one.
            (_, Phase::Starting { .. }) => Ok(()),
        }
    }

    /// Op 9; the connection may identify or resume anew.
    pub(super) async fn invalidate(&mut self, resumable: bool) -> Result<(), End> {
        if let Some(application_id) = self.application_id {
            let now = Instant::now();
            self.gateway
                .with_app(application_id, |app| app.detach(self.id, resumable, now));
            self.gateway.announce_change();
        }
        self.phase = Phase::Fresh;
        self.send(9, &Value::Bool(resumable)).await
    }

    /// READY, the guilds, and what happened meanwhile.
    pub(super) async fn make_ready(&mut self) -> Result<(), End> {
        let (Phase::Starting { serial, ready, .. }, Some(application_id)) =
            (&mut self.phase, self.application_id)
        else {
            return Ok(());
        };
        let (serial, mut ready) = (*serial, ready.take());
        let traits = self
            .gateway
            .with_app(application_id, |app| app.traits(serial));
        let Some((session_id, traits)) = traits else {
            return Ok(());
        };
        let intents = traits.intents;
        let guilds = self.guilds_of(application_id, traits.shard);
        ready["session_id"] = json!(session_id);
        ready["guilds"] = guilds
            .iter()
            .map(|id| json!({"id": id.to_string(), "unavailable": true}))
            .collect();
        let mut opening = vec![Event::new("READY", &ready)];
        if intents & intents::GUILDS != 0 {
            opening.extend(
                guilds
                    .into_iter()
                    .filter_map(|guild_id| self.opening(application_id, guild_id, &traits)),
            );
        }
        self.gateway
            .with_app(application_id, |app| app.open(serial, opening));
        self.phase = Phase::Live {
            serial,
            intents,
            sequence: 0,
        };
        self.gateway.announce_change();
        self.pump().await
    }

    /// What a new session is told of a guild: all of it, or that it is out.
    fn opening(&self, application_id: u64, guild_id: u64, traits: &Traits) -> Option<Event> {
        let out = self
            .gateway
            .with_app(application_id, |app| app.standing.out.contains(&guild_id));
        if out {
            let data = json!({"id": guild_id.to_string(), "unavailable": true});
            return Some(Event::new("GUILD_DELETE", &data));
        }
        let directory = self.gateway.directory();
        let guild = directory.guild_create(application_id, guild_id, traits.intents)?;
        Some(Event::new("GUILD_CREATE", &guild_for(guild, traits)))
    }

    async fn acknowledge(&mut self) -> Result<(), End> {
        self.heartbeat_came();
        let dropped = self.application_id.is_some_and(|application_id| {
            self.gateway.with_app(application_id, |app| {
                app.beat(self.id);
                app.standing.drop_acks
            })
        });
        if dropped {
            Ok(())
        } else {
            self.send(11, &Value::Null).await
        }
    }

    async fn identify(&mut self, identify: Identify) -> Result<(), End> {
        let Identity {
            application_id,
            user,
            application_flags,
            allowed_intents,
        } = self.authenticate(&identify.token)?;
        if identify.intents & !allowed_intents != 0 {
            return Err(Close::DISALLOWED_INTENTS.into());
        }
        let shard = identify.shard.unwrap_or((0, 1));
        let settings = self.gateway.settings();
        if self.guilds_of(application_id, shard).len() > settings.guilds_per_shard {
            return Err(Close::SHARDING_REQUIRED.into());
        }
        let serial = self.gateway.next_serial();
        let traits = Traits {
            intents: identify.intents,
            shard,
            user_id: user["id"].as_str().unwrap_or_default().to_owned(),
            large_threshold: identify.large_threshold,
        };
        let directory = self.gateway.directory();
        directory.identified(application_id, identify.intents);
        let now = Instant::now();
        let (start, delay) = self.gateway.with_app(application_id, |app| {
            app.expire(settings.session_lifetime, now);
            (
                app.start(settings, now, (serial, self.id), traits),
                app.standing.ready_delay,
            )
        });
        match start {
            Start::Begun(serial) => {
                if identify.compress {
                    self.wire.compress_each();
                }
                let presence = identify.presence.unwrap_or_else(Presence::online);
                self.gateway.directory().show(application_id, presence);
                let base_url = settings.base_url.trim_end_matches('/');
                let mut ready = json!({
                    "v": 10,
                    "user": user,
                    "resume_gateway_url": format!("{base_url}/resume/{serial}"),
                    "application": {"id": application_id.to_string(), "flags": application_flags},
                });
                if let Some((id, count)) = identify.shard {
                    ready["shard"] = json!([id, count]);
                }
                self.phase = Phase::Starting {
                    serial,
                    ready_at: now + delay,
                    ready,
                };
                if delay.is_zero() {
                    self.make_ready().await
                } else {
                    Ok(())
                }
            }
            Start::Busy => self.invalidate(false).await,
            Start::Exhausted => {
                let reset = GatewayRecord::TokenReset { application_id };
                self.gateway.directory().record(reset);
                Err(Close::AUTHENTICATION_FAILED.into())
            }
        }
    }

    async fn resume(&mut self, resume: &Resume) -> Result<(), End> {
        let application_id = self.authenticate(&resume.token)?.application_id;
        let lifetime = self.gateway.settings().session_lifetime;
        let resumption = self.gateway.with_app(application_id, |app| {
            app.expire(lifetime, Instant::now());
            app.resume(self.id, &resume.session_id, resume.sequence)
        });
        match resumption {
            Resumption::Continued { serial, intents } => {
                self.phase = Phase::Live {
                    serial,
                    intents,
                    sequence: resume.sequence,
                };
                self.gateway.announce_change();
                self.pump().await
            }
            Resumption::Invalid => self.invalidate(false).await,
            Resumption::BadSequence => Err(Close::INVALID_SEQUENCE.into()),
        }
    }

    /// The identity behind a token; from here on the connection counts as its application's.
    fn authenticate(&mut self, token: &str) -> Result<Identity, Close> {
        let identity = self
            .gateway
            .directory()
            .authenticate(token)
            .ok_or(Close::AUTHENTICATION_FAILED)?;
        let known = *self.application_id.get_or_insert(identity.application_id);
        if known != identity.application_id {
            return Err(Close::AUTHENTICATION_FAILED.because("Another application's token."));
        }
        let link = self.link.clone();
        self.gateway
            .with_app(identity.application_id, |app| app.join(self.id, link));
        Ok(identity)
    }

    fn guilds_of(&self, application_id: u64, (shard, shards): (u32, u32)) -> Vec<u64> {
        let mut guilds = self.gateway.directory().guild_ids(application_id);
        guilds.retain(|guild| intents::shard_of(Some(*guild), shards) == shard);
        guilds
    }
}
