//! World files: what they make, what they say about mistakes, and that an exported world is one.

use discord_sim::{Settings, Sim, WorldFile};
use serde_json::{Value, json};

use super::process::{Program, file, run};
use crate::http::Http;

const WORLD: &str = "\
settings:
  strict: true
  answer_within: 2s
  clock: 2026-12-24T18:00:00Z
  limits: {global_per_second: 20, routes: {create_message: {requests: 2, per: 1s}}}
  gateway: {heartbeat_interval: 10s, max_concurrency: 4}
people:
  - ann
  - {name: bob, id: 1311870498234859520, display_name: Bob, locale: de}
applications:
  - name: painter
    token: offline-painter
    intents: [message_content]
    installed_by: [bob]
    skus: [{name: Gold, kind: user_subscription}, {name: Paint, kind: consumable}]
guilds:
  - name: Guildhall
    id: '1311870498234859521'
    owner: ann
    locale: de
    everyone: [view_channel, send_messages, use_application_commands]
    roles:
      - {name: mod, permissions: [manage_messages], color: 255, hoist: true}
      - {name: quiet, mentionable: true}
    channels:
      - {name: Talk, kind: category}
      - name: general
        parent: Talk
        topic: Everything
        slow_mode: 5
        overwrites:
          - {role: quiet, deny: [send_messages]}
          - {person: bob, allow: [send_messages, attach_files]}
          - {bot: painter, allow: [mention_everyone]}
          - {role: '@everyone', deny: [add_reactions]}
        messages:
          - {from: ann, text: 'Welcome: all!'}
      - {name: lounge, kind: voice}
      - {name: ideas, kind: forum, nsfw: true}
    members:
      - {name: bob, nick: Bobby, roles: [mod, quiet]}
      - cleo
    bots:
      - {name: painter, permissions: [manage_roles]}
  - {name: Many, members: [{name: crowd, repeat: 3}], channels: [{name: room, repeat: 2}], repeat: 2}
";

#[test]
fn an_exported_world_makes_the_same_world() {
    let file = WorldFile::parse(WORLD, "world.yaml").unwrap();
    let sim = Sim::start_world(&file, Settings::default()).unwrap();
    sim.clock().freeze();
    let exported = sim.world_file();
    let again = WorldFile::parse(&exported.text(), "exported").unwrap();
    assert_eq!(again, exported);
    let second = Sim::start_world(&again, Settings::default()).unwrap();
    second.clock().freeze();
    let without_clock = |file: WorldFile| {
        let mut json = file.json();
        let said = json["settings"]["clock"].take();
        assert!(
            said.as_str().unwrap().starts_with("2026-12-24T18:00:0"),
            "{said}"
        );
        json
    };
    assert_eq!(without_clock(second.world_file()), without_clock(exported));
}

#[test]
fn a_world_is_as_its_file_says() {
    let file = WorldFile::parse(WORLD, "world.yaml").unwrap();
    let sim = Sim::start_world(&file, Settings::default()).unwrap();
    let world = sim.world_file().json();
    assert_eq!(world["settings"]["answer_within"], "2s");
    assert_eq!(
        world["settings"]["gateway"],
        json!({"heartbeat_interval": "10s", "max_concurrency": 4})
    );
    let bob =
        json!({"id": "1311870498234859520", "name": "bob", "display_name": "Bob", "locale": "de"});
    assert!(
        world["people"].as_array().unwrap().contains(&bob),
        "{}",
        world["people"]
    );
    let guild = &world["guilds"][0];
    assert_eq!(guild["id"], "1311870498234859521");
    let original: Value = file.json()["guilds"][0].clone();
    for key in ["everyone", "owner", "locale", "bots"] {
        assert_eq!(guild[key], original[key], "{key}");
    }
    let names: Vec<&str> = world["guilds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|guild| guild["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Guildhall", "Many-1", "Many-2"]);
    assert_eq!(world["guilds"][2]["members"].as_array().unwrap().len(), 3);
    assert_eq!(world["guilds"][2]["channels"][1]["name"], "room-2");
    assert_eq!(
        world["guilds"][1]["members"], world["guilds"][2]["members"],
        "the same crowd"
    );
}

#[tokio::test]
async fn a_strict_world_takes_only_the_tokens_it_lists() {
    let path = file("strict.yaml", WORLD);
    let sim = Program::start(&["--world", path.to_str().unwrap()]).await;
    let known = Http::new(&sim.url, Some("offline-painter"))
        .get("/users/@me")
        .await;
    assert_eq!(known.status, 200);
    let stranger = Http::new(&sim.url, Some("offline-stranger"))
        .get("/users/@me")
        .await;
    assert_eq!(stranger.status, 401);
    let guild = Http::new(&sim.url, Some("offline-painter"))
        .get("/guilds/1311870498234859521")
        .await;
    assert_eq!(guild.json()["name"], "Guildhall");
    let problems = sim.get("/problems?final=true").await;
    assert_eq!(
        problems["problems"][0],
        json!({"kind": "unused_right", "text": "painter was invited with rights that it never used: MANAGE_ROLES"})
    );
    assert_eq!(sim.get("/problems").await, json!({"problems": []}));
}

#[tokio::test]
async fn without_a_file_any_token_is_a_bot_of_the_guild() {
    let sim = Program::start(&[]).await;
    let bot = Http::new(&sim.url, Some("offline-first"))
        .get("/users/@me/guilds")
        .await;
    assert_eq!(bot.json()[0]["name"], "Guildhall");
    let state = sim.get("/state").await;
    let kinds: Vec<u64> = state["guilds"][0]["channels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|channel| channel["type"].as_u64().unwrap())
        .collect();
    assert_eq!(kinds, [0, 2, 15], "a text, a voice and a forum channel");
    let world = sim.get("/world?as=json").await;
    assert_eq!(world["guilds"][0]["owner"], "ann");
    assert_eq!(world["guilds"][0]["members"], json!([{"name": "bob"}]));
}

#[tokio::test]
async fn every_mistake_of_a_file_is_told_at_once_with_line_key_and_remedy() {
    let text = "\
settings:
  strickt: true
  answer_within: soon
guilds:
  - name: A
    roles:
      - {name: mod, permissions: [manage_mesages]}
    channels:
      - {name: x, kind: txet}
      - nam: y
    members:
      - 7
";
    let path = file("mistakes.yaml", text);
    let shown = path.display();
    let ended = run(&["--world", path.to_str().unwrap()]).await;
    assert_eq!(ended.code, Some(1));
    assert_eq!(
        ended.errors,
        format!(
            "{shown}:2: settings.strickt: there is no such key; did you mean strict?\n\
             {shown}:3: settings.answer_within: \"soon\" cannot be read; write it like 3s\n\
             {shown}:7: guilds[0].roles[0].permissions[0]: \"manage_mesages\" is not known here; did you mean manage_messages?\n\
             {shown}:9: guilds[0].channels[0].kind: \"txet\" is not known here; did you mean text?\n\
             {shown}:10: guilds[0].channels[1].nam: there is no such key; did you mean name?\n\
             {shown}:10: guilds[0].channels[1]: name is missing; add name: …\n\
             {shown}:12: guilds[0].members[0]: 7 does not fit here; write a name, or a section with a name\n"
        )
    );
    let absent = run(&["--check", "--world", "/no/such/world.yaml"]).await;
    assert_eq!(absent.code, Some(1));
    assert!(
        absent
            .errors
            .starts_with("/no/such/world.yaml: No such file"),
        "{}",
        absent.errors
    );
}

/// A world with one thing wrong, and what is said of it.
const MISTAKES: &[(&str, &str)] = &[
    (
        "guilds: [{name: A, members: [{name: b, roles: [x]}]}]",
        "w:1: guilds[0].members[0].roles[0]: there is no \"x\"; add a role of that name",
    ),
    (
        "guilds: [{name: A, channels: [{name: c, parent: d}]}]",
        "w:1: guilds[0].channels[0].parent: there is no \"d\"; add a category before this channel of that name",
    ),
    (
        "guilds: [{name: A, bots: [b]}]",
        "w:1: guilds[0].bots[0].name: there is no \"b\"; add an application of that name",
    ),
    (
        "guilds: [{name: A}, {name: A}]",
        "w:1: guilds[1].name: the name \"A\" is taken by another entry; choose another",
    ),
    (
        "applications: [{name: a, token: t}, {name: b, token: t}]",
        "w:1: applications[1].token: the token is taken by another entry; choose another",
    ),
    (
        "people: [{name: a, id: 5}, {name: b, id: '5'}]",
        "w:1: people[1].id: the id \"5\" is taken by another entry; choose another",
    ),
    (
        "people: [{name: a, id: 5, repeat: 2}]",
        "w:1: people[0].id: an id is for one thing; take away id or repeat",
    ),
    (
        "guilds: [{name: A, channels: [{name: c, overwrites: [{allow: [speak]}]}]}]",
        "w:1: guilds[0].channels[0].overwrites[0]: it must be for one; write one of role, person and bot",
    ),
    (
        "guilds: [{name: A, channels: [{name: c, overwrites: [{person: p, allow: [speak], deny: [speak]}]}]}]",
        "w:1: guilds[0].channels[0].overwrites[0]: speak is both allowed and denied; take it away from one of the two",
    ),
    (
        "guilds: [{name: A, channels: [{name: c, kind: forum, messages: [{from: a, text: b}]}]}]",
        "w:1: guilds[0].channels[0].messages: nobody can write in such a channel; put them into threads, each a post",
    ),
    (
        "guilds: [{name: A, roles: [{name: '@everyone'}]}]",
        "w:1: guilds[0].roles[0].name: every guild has this role; say what it may under everyone",
    ),
    (
        "guilds: [{name: A, repeat: 100000, members: [{name: m, repeat: 100000}]}]",
        "w:1: all in all that makes 10000100000 things; repeat less: 5000000 are the most",
    ),
    (
        "guilds: {name: A}",
        "w:1: guilds: a section does not fit here; write a list: [one, two], or one entry per line behind a hyphen",
    ),
    (
        "guilds: [{name: A, repeat: 0}]",
        "w:1: guilds[0].repeat: 0 is too small; write 1 or more",
    ),
    (
        "a: [",
        "w:2: this is no YAML: while parsing a node, did not find expected node content; look at the indentation and the quotes around here",
    ),
];

#[test]
fn every_rule_of_world_files_refuses_with_a_remedy() {
    for (text, told) in MISTAKES {
        let error = WorldFile::parse(text, "w").expect_err(text);
        assert_eq!(error.to_string(), *told, "{text}");
    }
}

#[tokio::test]
async fn the_example_and_the_schema_come_out_of_the_program() {
    let example = run(&["--print-world"]).await;
    let world = WorldFile::parse(&example.output, "world.yaml").unwrap();
    let schema = run(&["--print-schema"]).await;
    let schema: Value = serde_json::from_str(&schema.output).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(validator.is_valid(&world.json()));
    assert!(!validator.is_valid(&json!({"guild": []})));
    let path = file("example.yaml", &example.output);
    let checked = run(&["--check", "--world", path.to_str().unwrap()]).await;
    assert_eq!(
        (checked.code, checked.output.as_str()),
        (Some(0), "nothing is wrong\n")
    );
}

#[tokio::test]
async fn problems_are_told_as_they_happen_and_decide_the_exit_code() {
    let mut sim = Program::start(&["--fail-on-problems"]).await;
    let bot = Http::new(&sim.url, Some("offline-first"));
    let channel = sim.get("/state").await["guilds"][0]["channels"][0]["id"].clone();
    let empty = bot
        .call(
            "POST",
            &format!("/channels/{}/messages", channel.as_str().unwrap()),
            json!({"content": ""}),
        )
        .await;
    assert_eq!(empty.code(), 50006);
    sim.says(" PROBLEM  Refused: POST /channels/").await;
    let (code, output) = sim.stop().await;
    assert_eq!(code, Some(3), "{output}");
    assert!(output.contains("1 problems:"), "{output}");

    let (code, output) = Program::start(&["--fail-on-problems"]).await.stop().await;
    assert_eq!(code, Some(0), "{output}");
    for part in [
        "Guildhall",
        "#general, lounge (voice), ideas (forum)",
        "discord.js",
        "discord.py",
        "twilight",
        "no problems",
    ] {
        assert!(output.contains(part), "{part} in {output}");
    }
    let away = run(&["--listen", "0.0.0.0:0"]).await;
    assert_eq!(away.code, Some(1));
    assert!(away.errors.contains("--allow-remote"), "{}", away.errors);
}

#[test]
fn the_examples_of_the_readme_are_sound() {
    let readme = include_str!("../../../README.md");
    let blocks: Vec<&str> = readme
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let [world, scenario] = blocks[..] else {
        panic!("a world and a scenario, not {blocks:?}");
    };
    let world = WorldFile::parse(world, "README.md").unwrap();
    let sim = Sim::start_world(&world, Settings::default()).unwrap();
    sim.play(discord_sim::Scenario::parse(scenario, "README.md").unwrap());
}
