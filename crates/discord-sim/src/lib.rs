//! An offline Discord on a loopback port: REST v10, gateway, limits, permissions, a journal and people who act.
//!
//! # A test
//!
//! A test starts a [`Sim`], makes guilds, channels and people, lets a bot log in at [`Sim::url`], and acts. The README
//! has a whole one.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use discord_sim::{Settings, Sim, permission};
//!
//! let sim = Sim::start(Settings::default())?;
//! let guild = sim.guild("Test");
//! let general = guild.text_channel("general");
//! let bot = sim.application("hangman");
//! guild.install(&bot, permission::MANAGE_ROLES);
//! let moderator = guild.role("moderator", permission::MANAGE_MESSAGES);
//! let ann = guild.person("ann");
//! guild.member(&ann, &[moderator]);
//! // Here the bot connects with bot.token().
//! let said = ann.in_channel(&general).say("hello")?;
//! assert_eq!(said.render(), "ann\nhello\n");
//! assert_eq!(sim.problems(), []);
//! # Ok(()) }
//! ```
//!
//! A [`Person`] takes a [`Seat`] in a channel and does what Discord's client offers: [`Seat::slash`], [`Seat::click`],
//! [`Seat::select`], [`Seat::submit`]. What the client would not offer is a [`DriverError`]; the bot never hears of it.
//! What the person then sees is a [`Shown`], and [`MessageView::render`] draws it as text for a snapshot.
//!
//! # Worlds
//!
//! Larger worlds are written down ([`WorldFile`]); every mistake in one is told with its line and a remedy.
//!
//! ```
//! use discord_sim::{Settings, Sim, WorldFile};
//!
//! let text = "guilds: [{name: Guildhall, members: [ann, {name: crowd, repeat: 100}]}]";
//! let world = WorldFile::parse(text, "world.yaml").expect("a world");
//! let sim = Sim::start_world(&world, Settings::default()).expect("a simulator");
//! assert_eq!(sim.guilds()[0].person("crowd-100").name(), "crowd-100");
//!
//! let mistake = WorldFile::parse("guilds:\n  - nam: Guildhall", "world.yaml").unwrap_err();
//! let told = mistake.to_string();
//! assert!(told.contains("world.yaml:2: guilds[0].nam: there is no such key; did you mean name?"));
//! ```
//!
//! # Time
//!
//! Deadlines, tokens and ids follow the simulator's [`Clock`]; a test moves it and never sleeps. Rate limits and
//! heartbeats are about real sockets and use real time.
//!
//! ```
//! use std::time::Duration;
//!
//! let sim = discord_sim::Sim::start(discord_sim::Settings::default()).expect("a simulator");
//! let before = sim.clock().now();
//! sim.clock().advance(Duration::from_secs(15 * 60));
//! assert!(sim.clock().now().since(before) >= Duration::from_secs(15 * 60));
//! ```
//!
//! # Faults
//!
//! [`Sim::fault`] makes requests fail, [`Gateway::inject`] breaks connections, [`chaos`] does both at random from a
//! seed, and a [`Scenario`] says what happens when.
//!
//! ```
//! use discord_sim::{Fault, RestFault, Scenario, Settings, Sim};
//!
//! let sim = Sim::start(Settings::default()).expect("a simulator");
//! sim.fault(Fault::new(RestFault::Status(502)).path("/callback").times(1));
//! let faults = "steps: [{on: {request: create_message, nth: 3}, rest: {fault: drop, times: 1}}]";
//! let scenario = Scenario::parse(faults, "faults.yaml").expect("a scenario");
//! assert_eq!(sim.play(scenario.seeded(7)), 7);
//! ```
//!
//! # What went wrong
//!
//! [`Sim::journal`] has every request with its answer and everything at the gateway. [`Sim::problems`] has what a test
//! must fail on: bodies that Discord would refuse, interactions without an answer, whatever Discord's OpenAPI
//! description does not know, operations that are not simulated. [`Sim::finish`] adds what only the end can tell.
//!
//! # The program
//!
//! `discord-sim` is the same simulator for bots in other processes and languages, with a control API that
//! `openapi.json` describes. Its README says how to point a bot at it.
//!
//! **Invariant:** it shares no code with what it tests: no workspace crate, and of twilight only `twilight_model::id`.

pub mod chaos;
pub mod gateway;
pub mod oracle;
pub mod permission;
pub mod validate;

mod book;
mod clock;
mod control;
mod delivery;
mod driver;
mod entry;
mod fault;
mod file;
mod hub;
mod journal;
mod limit;
mod oauth;
mod reset;
mod rest;
mod scenario;
mod script;
mod seconds;
mod server;
mod settings;
mod setup;
mod sight;
mod sim;
mod site;
mod snowflake;
mod state;
mod strict;
mod trace;
mod world;

pub use clock::{Clock, Moment};
pub use delivery::EndpointError;
pub use driver::{
    ButtonView, Choice, DriverError, Entitlement, FieldView, MessageView, ModalView, Outcome,
    Person, PictureView, ReactionView, Seat, SelectView, Shown, Subscription, Target,
};
pub use fault::{Fault, RestFault};
pub use file::{Complaint, FileError, SettingsFile, Span, WorldFile};
pub use gateway::{Gateway, GatewayCounters, GatewayFault, GatewayRecord, GatewaySettings};
pub use journal::{
    Cause, DeliveryRecord, Entry, FileRecord, Glimpse, Journal, Mark, Problem, ProblemKind,
    RequestRecord, SaidRecord, Sight, What,
};
pub use permission::Overwrite;
pub use scenario::Scenario;
pub use settings::{DeliverySettings, LimitSettings, Newcomers, Settings, SharedBucket};
pub use setup::{Application, Channel, Guild, Role, Sku, Webhook};
pub use sim::{Sim, StartError, Tap};
pub use state::{Saved, Saving, StateError};
pub use world::{CommandPermission, CommandPermissionTarget, Pings, Status, Upload};

/// The README's example is a test too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
