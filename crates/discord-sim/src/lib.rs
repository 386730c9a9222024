//! An offline Discord on a loopback port: REST v10, gateway, limits, permissions, a journal and people who act.
//!
//! A test starts a [`Sim`], makes guilds, channels and people, lets a bot log in at [`Sim::url`], and acts:
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use discord_sim::{Settings, Sim, permission};
//!
//! let sim = Sim::start(Settings::default())?;
//! let guild = sim.guild("Test");
//! let general = guild.text_channel("general");
//! let bot = sim.application("hangman");
//! guild.install(&bot, permission::NONE);
//! let ann = guild.person("ann");
//! // … the bot connects with bot.token() …
//! let shown = ann.in_channel(&general).slash("/hangman start category:animals").await?;
//! println!("{}", shown.message()?.render());
//! # Ok(()) }
//! ```
//!
//! **Invariant:** it shares no code with what it tests: no workspace crate, and of twilight only `twilight_model::id`.

pub mod chaos;
pub mod gateway;
pub mod oracle;
pub mod permission;
pub mod validate;

mod clock;
mod control;
mod delivery;
mod driver;
mod fault;
mod hub;
mod journal;
mod keeper;
mod limit;
mod oauth;
mod rest;
mod seconds;
mod server;
mod settings;
mod setup;
mod sim;
mod snowflake;
mod world;

pub use clock::{Clock, Moment};
pub use delivery::EndpointError;
pub use driver::{
    ButtonView, Choice, DriverError, Entitlement, FieldView, MessageView, ModalView, Outcome,
    Person, PictureView, ReactionView, Seat, SelectView, Shown, Subscription, Target,
};
pub use fault::{Fault, RestFault};
pub use gateway::{Gateway, GatewayCounters, GatewayFault, GatewayRecord, GatewaySettings};
pub use journal::{
    DeliveryRecord, Entry, FileRecord, Journal, Mark, Problem, ProblemKind, RequestRecord, What,
};
pub use permission::Overwrite;
pub use settings::{DeliverySettings, LimitSettings, Settings, SharedBucket};
pub use setup::{Application, Channel, Guild, Role, Sku, Webhook};
pub use sim::{Sim, StartError, Tap};
pub use world::{CommandPermission, CommandPermissionTarget, Pings, Status, Upload};
