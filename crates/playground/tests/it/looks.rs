//! How the page looks and sounds: pictures as build output, and what axe finds.

use browser::{Find as _, Key, Look, any, like};

use crate::{
    gallery::Gallery,
    scene::Scene,
    table::{self, board},
};

/// Names and looks of the pictures.
fn looks() -> [(&'static str, Look); 4] {
    [
        ("desktop-dark", Look::desktop().dark()),
        ("desktop-light", Look::desktop().light()),
        ("phone-dark", Look::phone().dark()),
        ("phone-light", Look::phone().light()),
    ]
}

#[tokio::test]
async fn a_game_looks_good_and_axe_finds_nothing_serious() {
    let scene = Scene::open().await;
    scene.person("bob").say("Who plays a round?").unwrap();
    let first = scene.window("ann", Look::desktop().dark()).await;
    table::start(&first, "category:animals difficulty:easy").await;
    for (name, look) in looks() {
        let window = scene.window("ann", look).await;
        board(&window).button("E").wait().await.unwrap();
        window.settle().await.unwrap();
        window
            .screenshot(&format!("looks/game-{name}"))
            .await
            .unwrap();
        window.accessible().await.unwrap();
    }
    drop(first);
    scene.finish();
}

#[tokio::test]
async fn every_kind_of_message_looks_good_and_axe_finds_nothing_serious() {
    let gallery = Gallery::open(30).await;
    let hall = &gallery.hall;
    hall.bot.post_everything(&hall.gallery).await;
    let mut last = None;
    for (name, look) in looks() {
        let window = gallery.window("ann", &hall.gallery, look).await;
        window.shows("Which word is next?").await.unwrap();
        window.settle().await.unwrap();
        window.accessible().await.unwrap();
        window
            .screenshot(&format!("looks/gallery-{name}-4"))
            .await
            .unwrap();
        for part in (1..4).rev() {
            let rows = window.css("[role=log]").article(any());
            rows.last().wheel(-900.0).await.unwrap();
            window.settle().await.unwrap();
            window
                .screenshot(&format!("looks/gallery-{name}-{part}"))
                .await
                .unwrap();
        }
        window.accessible().await.unwrap();
        last = Some(window);
    }
    assert_eq!(gallery.sim.problems(), []);
    gallery.close(last.unwrap());
}

#[tokio::test]
async fn modals_lists_and_the_panel_look_good_and_axe_finds_nothing_serious() {
    let gallery = Gallery::open(30).await;
    let hall = &gallery.hall;
    for (name, look) in looks() {
        let window = gallery.window("ann", &hall.long, look).await;
        table::composer(&window).click().await.unwrap();
        window.keyboard().type_text("/").await.unwrap();
        window.option(like("/form")).wait().await.unwrap();
        window
            .screenshot(&format!("looks/commands-{name}"))
            .await
            .unwrap();
        window.accessible().await.unwrap();
        for command in ["form", "more"] {
            table::composer(&window).fill("").await.unwrap();
            table::say(&window, &format!("/{command} ")).await;
            let modal = window.dialog(like(if command == "form" {
                "Everything"
            } else {
                "More"
            }));
            modal.wait().await.unwrap();
            window.settle().await.unwrap();
            window
                .screenshot(&format!("looks/modal-{command}-{name}"))
                .await
                .unwrap();
            window.accessible().await.unwrap();
            modal.button("Cancel").click().await.unwrap();
            modal.gone().await.unwrap();
        }
        window
            .keyboard()
            .press(Key::Character('k').control())
            .await
            .unwrap();
        window.dialog(like("")).wait().await.unwrap();
        window.settle().await.unwrap();
        window
            .screenshot(&format!("looks/finder-{name}"))
            .await
            .unwrap();
        window.accessible().await.unwrap();
        drop(window);
    }
    drop(gallery);
}

/// What people say before the game.
const TALK: [(&str, &str); 4] = [
    (
        "max",
        "New here? `/hangman start` begins a game, and everyone may join in :)",
    ),
    ("bob", "I never get past the animals **:(**"),
    ("ann", "Then animals it is, together this time."),
    ("bob", "I am in! ||It will be a coyote again||"),
];

/// `cargo xtask picture` puts it into the README.
#[tokio::test]
async fn a_game_of_two_makes_the_picture_of_the_readme() {
    let scene = Scene::open().await;
    let (guild, games) = (&scene.stage.guild, &scene.stage.channel);
    guild.rename("Guildhall");
    games.rename("games");
    games.set_topic("Play here");
    for name in ["welcome", "general"] {
        guild.text_channel(name);
    }
    guild.voice_channel("lounge");
    for (name, shown, role) in [
        ("ann", "Ann", None),
        ("bob", "Bob", None),
        ("max", "Max", Some("moderator")),
        ("carla", "Carla", None),
    ] {
        let person = scene.person(name).person().clone();
        person.set_display_name(shown);
        let roles: Vec<_> = role.map(|role| guild.role(role, 0)).into_iter().collect();
        guild.member(&person, &roles);
    }
    for (name, text) in TALK {
        scene.person(name).say(text).unwrap();
    }
    let bob = scene.window("bob", Look::desktop().dark()).await;
    let ann = scene
        .window("ann", Look::desktop().dark().sized(1280, 1010))
        .await;
    table::start(&ann, "category:animals difficulty:easy mode:everyone").await;
    for (window, letter) in [(&ann, "E"), (&bob, "A"), (&ann, "O"), (&bob, "R")] {
        board(window).button(letter).click().await.unwrap();
        table::taken(&ann, letter.chars().next().unwrap()).await;
        if table::is_over(&ann).await {
            break;
        }
    }
    ann.mouse().move_to(640.0, 1000.0).await.unwrap();
    ann.settle().await.unwrap();
    ann.screenshot("readme").await.unwrap();
    drop((ann, bob));
    scene.finish();
}
