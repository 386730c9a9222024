//! What a connection does with each payload of its client: heartbeat, identify, resume, members.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    close::Close,
    connection::{Connection, End, Phase},
    incoming::{self, Identify, Incoming, Resume},
    intents,
    members::MembersRequest,
    model::{GatewayRecord, Identity},
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
            (Incoming::Members(_) | Incoming::Noted, Phase::Fresh) => {
                Err(Close::NOT_AUTHENTICATED.into())
            }
            (
                Incoming::Members(request),
                &Phase::Live {
                    serial, intents, ..
                },
            ) => self.members(&request, serial, intents).await,
            (Incoming::Members(_) | Incoming::Noted, _) => Ok(()),
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
        let Some((session_id, intents, shard)) = traits else {
            return Ok(());
        };
        let guilds = self.guilds_of(application_id, shard);
        ready["session_id"] = json!(session_id);
        ready["guilds"] = guilds
            .iter()
            .map(|id| json!({"id": id.to_string(), "unavailable": true}))
            .collect();
        let mut opening = vec![Event {
            name: "READY",
            data: ready.to_string(),
        }];
        if intents & intents::GUILDS != 0 {
            let directory = self.gateway.directory();
            opening.extend(guilds.into_iter().filter_map(|guild_id| {
                let guild = directory.guild_create(application_id, guild_id, intents)?;
                Some(Event {
                    name: "GUILD_CREATE",
                    data: guild.to_string(),
                })
            }));
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

    async fn acknowledge(&mut self) -> Result<(), End> {
        self.heartbeat_came();
        let dropped = self.application_id.is_some_and(|application_id| {
            self.gateway.with_app(application_id, |app| {
                app.counters.heartbeats += 1;
                app.drop_acks
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
        };
        let now = Instant::now();
        let (start, delay) = self.gateway.with_app(application_id, |app| {
            app.expire(settings.session_lifetime, now);
            (
                app.start(settings, now, (serial, self.id), traits),
                app.ready_delay,
            )
        });
        match start {
            Start::Begun(serial) => {
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
            Start::Exhausted => Err(Close::AUTHENTICATION_FAILED.into()),
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

    async fn members(
        &mut self,
        request: &MembersRequest,
        serial: u64,
        intents: u64,
    ) -> Result<(), End> {
        let Some(application_id) = self.application_id else {
            return Ok(());
        };
        let gateway = &self.gateway;
        let now = Instant::now();
        let wait = if request.wants_everyone() {
            gateway.with_app(application_id, |app| app.whole_list(request.guild_id, now))
        } else {
            None
        };
        let events = if let Some(wait) = wait {
            vec![Event {
                name: "RATE_LIMITED",
                data: request.rate_limited(wait).to_string(),
            }]
        } else {
            // Discord does not say what a whole list without the intent gives; here it gives nobody.
            let forbidden = request.wants_everyone() && intents & intents::GUILD_MEMBERS == 0;
            let members = if forbidden {
                Vec::new()
            } else {
                gateway
                    .directory()
                    .members(application_id, request.guild_id)
            };
            let chunk = |data: Value| Event {
                name: "GUILD_MEMBERS_CHUNK",
                data: data.to_string(),
            };
            request.chunks(&members).into_iter().map(chunk).collect()
        };
        gateway.with_app(application_id, |app| app.tell(serial, events));
        self.pump().await
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
