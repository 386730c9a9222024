//! The bot's windows: a cake to order, and people to name.

use std::fmt::Write as _;

use embeds::{
    ChannelSelect, Checkbox, CheckboxGroup, CustomId, Field, FileUpload, GroupOption,
    MentionableSelect, Modal as Window, RadioGroup, RoleSelect, TextInput, UserSelect,
};
use runtime::{Ctx, Failure, Fields, FromModal, Reply, Unfit};
use twilight_interactions::command::{ResolvedMentionable, ResolvedUser};
use twilight_model::{
    application::interaction::InteractionChannel, channel::Attachment, guild::Role,
};

use super::bot::{FILE_MAX, Nothing, mentionable, told};
use crate::probe::App;

fn options(values: &[&str]) -> Vec<GroupOption> {
    values
        .iter()
        .map(|value| GroupOption::new(value.to_uppercase(), *value))
        .collect()
}

pub(super) fn order_window(id: CustomId) -> Window {
    let tops = CheckboxGroup::new("tops").options(options(&["nuts", "cream", "fruit"]));
    Window::new(id, "A cake")
        .text("Baked by **tomorrow**.")
        .field(Field::new(
            "Size",
            RadioGroup::new("size").options(options(&["small", "large"])),
        ))
        .field(Field::new("On top", tops.choose(0..=2)))
        .field(Field::new("Gift", Checkbox::new("gift")))
        .text_input(TextInput::short("words", "Words").max(20).required(false))
}

pub(super) async fn order(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    Ok(Reply::modal(order_window(
        CustomId::new("parts.order", 1).arg(0),
    )))
}

/// The cake as ordered.
pub(super) struct Order {
    about: u64,
    size: &'static str,
    tops: Vec<&'static str>,
    gift: bool,
    words: String,
}

/// One of `known`.
fn one_of(known: &'static [&'static str]) -> impl Fn(&str) -> Option<&'static str> {
    move |value| known.iter().find(|known| **known == value).copied()
}

impl FromModal for Order {
    fn from_modal(id: &CustomId, fields: &Fields) -> Result<Self, Unfit> {
        let mut reader = id.reader();
        let about = reader.take()?;
        reader.end()?;
        Ok(Self {
            about,
            size: fields.radio("size", one_of(&["small", "large"]))?,
            tops: fields.checked("tops", 0..=2, one_of(&["nuts", "cream", "fruit"]))?,
            gift: fields.checkbox("gift")?,
            words: fields.text("words", 0..=20)?.to_owned(),
        })
    }
}

pub(super) async fn ordered(_: Ctx<App>, order: Order) -> Result<Reply, Failure> {
    let about = if order.about > 0 {
        "about a message "
    } else {
        ""
    };
    told(&format!(
        "{about}{} {:?} gift {} words {}",
        order.size, order.tops, order.gift, order.words
    ))
}

pub(super) async fn people(_: Ctx<App>, _: Nothing) -> Result<Reply, Failure> {
    let window = Window::new(CustomId::new("parts.people", 1), "People")
        .field(Field::new("Who", UserSelect::field("who").choose(1..=2)))
        .field(Field::new(
            "Role",
            RoleSelect::field("role").required(false),
        ))
        .field(Field::new(
            "All",
            MentionableSelect::field("all").choose(0..=1),
        ))
        .field(Field::new(
            "Where",
            ChannelSelect::field("where").choose(0..=1),
        ))
        .field(Field::new("Files", FileUpload::new("files").files(0..=2)));
    Ok(Reply::modal(window))
}

pub(super) struct Entered {
    who: Vec<ResolvedUser>,
    role: Vec<Role>,
    all: Vec<ResolvedMentionable>,
    place: Vec<InteractionChannel>,
    files: Vec<Attachment>,
}

impl FromModal for Entered {
    fn from_modal(_: &CustomId, fields: &Fields) -> Result<Self, Unfit> {
        Ok(Self {
            who: fields.selected("who", 1..=2)?,
            role: fields.selected("role", 0..=1)?,
            all: fields.selected("all", 0..=1)?,
            place: fields.selected("where", 0..=1)?,
            files: fields.files("files", 0..=2)?,
        })
    }
}

pub(super) async fn entered(ctx: Ctx<App>, entered: Entered) -> Result<Reply, Failure> {
    let mut text = String::new();
    for user in &entered.who {
        let _ = write!(text, "{} {} ", user.resolved.name, user.member.is_some());
    }
    text.extend(entered.role.iter().map(|role| format!("&{} ", role.name)));
    text.extend(entered.all.iter().map(mentionable));
    text.extend(
        entered
            .place
            .iter()
            .map(|channel| format!(" in {}", channel.name)),
    );
    for file in &entered.files {
        let bytes = ctx.download(file, FILE_MAX).await?;
        let kind = file.content_type.as_deref().unwrap_or("none");
        let _ = write!(
            text,
            " {} {kind} {}={}",
            file.filename,
            file.size,
            bytes.len()
        );
    }
    told(&text)
}
