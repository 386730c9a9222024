//! Rank and right as a table: who may do what to whom, and which status says so.
//!
//! There is a `low` role and a `high` one, and the bot stands below, between or above them. Each row is tried with the
//! right that it needs and with every other right instead (403).

use std::time::Duration;

use discord_sim::{Role, permission};
use serde_json::{Value, json};

use crate::bot::{Stage, stage};

/// Whom it is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// Somebody without a role.
    Plain,
    /// Somebody with a role below the bot's.
    Low,
    /// Somebody with a role above the bot's.
    High,
    Owner,
    /// Somebody below the bot who may do everything.
    LowAdministrator,
    /// The bot.
    Oneself,
}

const TARGETS: [Target; 6] = [
    Target::Plain,
    Target::Low,
    Target::High,
    Target::Owner,
    Target::LowAdministrator,
    Target::Oneself,
];

/// Where the bot stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Actor {
    Bottom,
    Middle,
    Top,
}

const ACTORS: [Actor; 3] = [Actor::Bottom, Actor::Middle, Actor::Top];

/// Method, path below the guild, body.
type Request = (&'static str, String, Value);

/// What is done to a member.
struct Operation {
    name: &'static str,
    right: u64,
    request: fn(&Ladder, u64) -> Request,
    /// For each of [`ACTORS`] the status for each of [`TARGETS`].
    statuses: [[u16; 6]; 3],
}

const OPERATIONS: &[Operation] = &[
    Operation {
        name: "kick",
        right: permission::KICK_MEMBERS,
        request: |_, user| ("DELETE", format!("/members/{user}"), Value::Null),
        statuses: [
            [204, 403, 403, 403, 403, 403],
            [204, 204, 403, 403, 204, 403],
            [204, 204, 204, 403, 204, 403],
        ],
    },
    Operation {
        name: "ban",
        right: permission::BAN_MEMBERS,
        request: |_, user| ("PUT", format!("/bans/{user}"), json!({})),
        statuses: [
            [204, 403, 403, 403, 403, 403],
            [204, 204, 403, 403, 204, 403],
            [204, 204, 204, 403, 204, 403],
        ],
    },
    Operation {
        name: "time out",
        right: permission::MODERATE_MEMBERS,
        request: |ladder, user| {
            let until = json!({"communication_disabled_until": ladder.soon});
            ("PATCH", format!("/members/{user}"), until)
        },
        statuses: [
            [200, 403, 403, 403, 403, 403],
            [200, 200, 403, 403, 403, 403],
            [200, 200, 200, 403, 403, 403],
        ],
    },
    Operation {
        name: "rename",
        right: permission::MANAGE_NICKNAMES,
        request: |_, user| ("PATCH", format!("/members/{user}"), json!({"nick": "x"})),
        statuses: [
            [200, 403, 403, 403, 403, 403],
            [200, 200, 403, 403, 200, 403],
            [200, 200, 200, 403, 200, 403],
        ],
    },
    Operation {
        name: "give a low role",
        right: permission::MANAGE_ROLES,
        request: |ladder, user| {
            let path = format!("/members/{user}/roles/{}", ladder.low.id());
            ("PUT", path, Value::Null)
        },
        statuses: [[403; 6], [204; 6], [204; 6]],
    },
    Operation {
        name: "take a low role",
        right: permission::MANAGE_ROLES,
        request: |ladder, user| {
            let path = format!("/members/{user}/roles/{}", ladder.low.id());
            ("DELETE", path, Value::Null)
        },
        statuses: [[403; 6], [204; 6], [204; 6]],
    },
    Operation {
        name: "give a high role",
        right: permission::MANAGE_ROLES,
        request: |ladder, user| {
            let path = format!("/members/{user}/roles/{}", ladder.high.id());
            ("PUT", path, Value::Null)
        },
        statuses: [[403; 6], [403; 6], [204; 6]],
    },
    Operation {
        name: "mute who is not in voice",
        right: permission::MUTE_MEMBERS,
        request: |_, user| ("PATCH", format!("/members/{user}"), json!({"mute": true})),
        statuses: [[400; 6]; 3],
    },
];

/// Which role it is done to.
const ROLES: [&str; 4] = ["low", "the bot's own", "high", "@everyone"];

/// What is done to a role, with the status for each of [`ROLES`].
const ROLE_OPERATIONS: &[(&str, &str, &str, [u16; 4])] = &[
    (
        "rename",
        "PATCH",
        r#"{"name": "new"}"#,
        [200, 403, 403, 200],
    ),
    (
        "grant an own bit",
        "PATCH",
        r#"{"permissions": "268436480"}"#,
        [200, 403, 403, 200],
    ),
    (
        "grant a bit it has not",
        "PATCH",
        r#"{"permissions": "8"}"#,
        [403, 403, 403, 403],
    ),
    ("delete", "DELETE", "null", [204, 400, 403, 400]),
];

struct Ladder {
    stage: Stage,
    low: Role,
    administrator: Role,
    bot: Role,
    high: Role,
    soon: String,
}

fn ladder(actor: Actor) -> Ladder {
    let stage = stage();
    let bot = stage.guild.bot_role(&stage.app).expect("a role");
    let low = stage.guild.role("low", permission::VIEW_CHANNEL);
    let administrator = stage.guild.role("administrator", permission::ADMINISTRATOR);
    if actor == Actor::Middle {
        stage.guild.raise(bot);
    }
    let high = stage.guild.role("high", permission::VIEW_CHANNEL);
    if actor == Actor::Top {
        stage.guild.raise(bot);
    }
    let soon = (stage.sim.clock().now() + Duration::from_secs(60)).iso();
    Ladder {
        stage,
        low,
        administrator,
        bot,
        high,
        soon,
    }
}

impl Ladder {
    /// A fresh target.
    fn target(&self, target: Target, number: usize) -> u64 {
        let guild = &self.stage.guild;
        let role = match target {
            Target::Owner => return guild.owner().id(),
            Target::Oneself => return self.stage.app.id(),
            Target::Plain => None,
            Target::Low => Some(self.low),
            Target::High => Some(self.high),
            Target::LowAdministrator => Some(self.administrator),
        };
        let person = guild.person(&format!("target-{number}"));
        guild.member(&person, role.as_slice());
        person.id()
    }

    async fn status(&self, (method, path, body): Request) -> u16 {
        let path = format!("/guilds/{}{path}", self.stage.guild.id());
        self.stage.bot.http.call(method, &path, body).await.status
    }
}

async fn rows_of(operation: &Operation, actor: Actor, statuses: [u16; 6]) {
    let ladder = ladder(actor);
    let (guild, app) = (&ladder.stage.guild, &ladder.stage.app);
    for ((number, target), status) in TARGETS.into_iter().enumerate().zip(statuses) {
        let user = ladder.target(target, number);
        let others = permission::ALL & !operation.right & !permission::ADMINISTRATOR;
        for (rights, wanted) in [(others, 403), (operation.right, status)] {
            guild.bot_permissions(app, rights);
            let answered = ladder.status((operation.request)(&ladder, user)).await;
            let row = format!("{actor:?} {} {target:?} with {rights:b}", operation.name);
            assert_eq!(answered, wanted, "{row}");
        }
    }
    assert_eq!(ladder.stage.sim.problems(), []);
}

#[tokio::test]
async fn rank_and_right_decide_what_may_be_done_to_a_member() {
    for operation in OPERATIONS {
        for (actor, statuses) in ACTORS.into_iter().zip(operation.statuses) {
            rows_of(operation, actor, statuses).await;
        }
    }
}

#[tokio::test]
async fn rank_and_right_decide_what_may_be_done_to_a_role() {
    for (name, method, body, statuses) in ROLE_OPERATIONS {
        let ladder = ladder(Actor::Middle);
        let everyone = ladder.stage.guild.id();
        let roles = [ladder.low.id(), ladder.bot.id(), ladder.high.id(), everyone];
        let body: Value = serde_json::from_str(body).expect("a body");
        for ((role, which), status) in roles.into_iter().zip(ROLES).zip(*statuses) {
            let others = permission::ALL & !permission::MANAGE_ROLES & !permission::ADMINISTRATOR;
            for (rights, wanted) in [(others, 403), (permission::MANAGE_ROLES, status)] {
                ladder
                    .stage
                    .guild
                    .bot_permissions(&ladder.stage.app, rights);
                let request = (*method, format!("/roles/{role}"), body.clone());
                assert_eq!(
                    ladder.status(request).await,
                    wanted,
                    "{name} {which} with {rights:b}"
                );
            }
        }
        assert_eq!(ladder.stage.sim.problems(), []);
    }
}

#[tokio::test]
async fn an_owner_stands_above_every_role() {
    let ladder = ladder(Actor::Middle);
    ladder.stage.guild.give_to(&ladder.stage.app);
    let user = ladder.target(Target::High, 1);
    let kick = ("DELETE", format!("/members/{user}"), Value::Null);
    assert_eq!(ladder.status(kick).await, 204);
    let rename = (
        "PATCH",
        format!("/roles/{}", ladder.high.id()),
        json!({"name": "mine"}),
    );
    assert_eq!(ladder.status(rename).await, 200);
}
