//! What Discord is told, and what is no manifest.

use core_config::NoSection;
use runtime::{Answers, Bot, Contexts, Ctx, Failure, Installs, Menu, Reply};
use twilight_interactions::command::ResolvedUser;

use super::bot;
use crate::probe::App;

async fn nothing(_: Ctx<App>, _: ResolvedUser) -> Result<Reply, Failure> {
    Ok(Reply::nothing())
}

fn menu(name: &'static str) -> Menu<App> {
    Menu::user(name, Answers::Private, nothing)
}

fn with(fluent: &str, menus: impl IntoIterator<Item = Menu<App>>) -> String {
    let bot: Bot<App, NoSection> =
        Bot::new("none", "x", |_| async { Ok(App::default()) }).texts("en-US", "none.ftl", fluent);
    match menus.into_iter().fold(bot, Bot::menu).manifest() {
        Ok(_) => String::new(),
        Err(error) => {
            std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string)
        }
    }
}

#[test]
fn the_manifest_names_menus_in_all_languages_and_says_where_each_is() {
    let manifest = bot::bot().manifest().unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&manifest).unwrap());
}

#[test]
fn fifteen_entries_are_a_menu_and_sixteen_are_not() {
    const NAMES: [&str; 16] = [
        "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P",
    ];
    let texts = NAMES
        .map(|name| format!("menu-{}-name = {name}\n", name.to_lowercase()))
        .concat();
    assert_eq!(with(&texts, NAMES[..15].iter().map(|name| menu(name))), "");
    assert_eq!(
        with(&texts, NAMES.map(menu)),
        "16 entries in the menu of users, Discord takes 15"
    );
}

#[test]
fn a_menus_name_is_its_text_and_fits() {
    assert_eq!(
        with("menu-high-five-name = High five", [menu("High five")]),
        ""
    );
    let missing = with("", [menu("High five")]);
    assert_eq!(
        missing,
        "no text \"menu-high-five-name\" in en-US for \"High five\""
    );
    let other = with("menu-high-five-name = High Five", [menu("High five")]);
    assert!(
        other.contains("says \"High Five\", but the menu is called \"High five\""),
        "{other}"
    );
    let long = "An entry that is longer than Discord takes";
    let key = "menu-an-entry-that-is-longer-than-discord-takes-name";
    let refused = with(&format!("{key} = {long}"), [menu(long)]);
    assert!(refused.contains("1 to 32 characters"), "{refused}");
    let twice = with("menu-a-name = A", [menu("A"), menu("A")]);
    assert_eq!(twice, "\"A\" is registered twice");
}

#[test]
fn a_private_channel_is_for_those_who_installed_the_app_themselves() {
    let texts = "menu-a-name = A";
    let alone = menu("A").contexts(Contexts::PRIVATE_CHANNEL);
    let refused = with(texts, [alone]);
    assert!(refused.contains("add Installs::USER"), "{refused}");
    let both = menu("A")
        .contexts(Contexts::PRIVATE_CHANNEL)
        .installs(Installs::USER);
    assert_eq!(with(texts, [both]), "");
}

#[test]
fn every_rule_can_be_walked() {
    let bot = bot::bot();
    let names: Vec<_> = bot.rules().map(|rules| rules.name).collect();
    for name in [
        "High five",
        "Report this",
        "mine",
        "parts.users",
        "parts.order",
    ] {
        assert!(names.contains(&name), "{name}");
    }
}
