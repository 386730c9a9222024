//! Everything between a bot's token and its handlers.
//!
//! A bot is a [`Bot`]: a list of commands, menus, components, modals and jobs. An interaction comes in
//! over the gateway or as a signed request, is routed to its handler, checked, handled and answered:
//!
//! ```text
//! gateway frame or signed request -> turn::take -> router -> checks -> handler -> responder -> settle
//! ```
//!
//! Handlers get a [`Ctx`] and return a [`Reply`] or a [`Failure`]; they never call Discord to
//! answer. [`main`] runs a bot as a program, [`start`] inside another (tests do).

mod bot;
mod checks;
mod clock;
mod ctx;
mod entitlements;
mod failure;
mod fields;
mod gateway;
mod hall;
mod health;
mod ingress;
mod interaction;
mod jobs;
mod process;
mod program;
mod refusals;
mod registry;
mod reply;
mod responder;
mod rest;
mod roster;
mod router;
mod seen;
mod started;
mod sync;
mod telemetry;
mod turn;

pub use self::{
    bot::{Bot, Startup},
    clock::Clock,
    ctx::{Chance, Ctx},
    entitlements::{Entitlement, EntitlementOwner},
    failure::{Failure, Internal, Refusal},
    fields::{Fault, Fields, Unfit},
    interaction::{Context, Owners, Person},
    process::{Running, StartError, Surroundings, identity_of, start},
    program::main,
    registry::{
        Autocomplete, Command, Component, Contexts, FromCustomId, FromModal, Installs, Job, JobCtx,
        ManifestError, Menu, Modal, Rules, Selectable, TargetMessage,
    },
    reply::{Answers, Choice, Latest, Reply},
    rest::{DownloadError, InvalidRequests, Rest, RestError},
    telemetry::logs::{FilterError, Sink, subscriber},
};
pub use twilight_gateway::Intents;

/// This release, as schema and manifests compare it.
fn release() -> db::Release {
    db::Release::parse(env!("CARGO_PKG_VERSION")).unwrap_or(db::Release::new(0, 0, 0))
}

/// The guide's code, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guides/a-bot.md")]
struct Guide;
