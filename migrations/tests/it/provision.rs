//! Roles and grants.

use db::{BotId, Db, Options};
use migrations::{Grantee, SchemaError, catalogue, provision};
use secrecy::SecretString;

use crate::both::{Fresh, both, empty};

/// Roles belong to the whole server, so each test has its own.
fn identity(fresh: &Fresh) -> BotId {
    let name = fresh.postgres.as_ref().unwrap().name();
    BotId::parse(&name.trim_start_matches("test_").replace('_', "-")).unwrap()
}

fn grantee(bot_id: &BotId, bot: &str, password: &str) -> Grantee {
    Grantee {
        bot_id: bot_id.clone(),
        bot: bot.to_owned(),
        password: SecretString::from(password),
    }
}

async fn problems_of(fresh: &Fresh, bot_id: &BotId, bot: &str) -> Vec<String> {
    let found = catalogue::differences(&fresh.admin, &migrations::all(), &[(bot_id, bot)])
        .await
        .unwrap();
    let role = bot_id.role();
    found
        .into_iter()
        .map(|difference| difference.to_string())
        .filter(|text| text.contains(&role))
        .collect()
}

#[tokio::test]
async fn a_role_gets_what_it_needs_and_nothing_else() {
    let [_, fresh] = both().await;
    let bot_id = identity(&fresh);
    let role = bot_id.role();
    let wild = "it's \\ \"quoted\"; DROP ROLE postgres; --";
    provision(&fresh.admin, &[grantee(&bot_id, "hangman", wild)])
        .await
        .unwrap();
    assert_eq!(
        problems_of(&fresh, &bot_id, "hangman").await,
        Vec::<String>::new()
    );

    for too_much in [
        format!("ALTER ROLE \"{role}\" SUPERUSER BYPASSRLS CREATEROLE CREATEDB"),
        format!("GRANT gh_maintenance TO \"{role}\""),
        format!("GRANT ALL ON ALL TABLES IN SCHEMA public TO \"{role}\""),
        format!("GRANT UPDATE (min_release) ON schema_compat TO \"{role}\""),
        format!("GRANT CREATE ON SCHEMA public TO \"{role}\""),
    ] {
        fresh.run(&too_much).await;
    }
    assert!(problems_of(&fresh, &bot_id, "hangman").await.len() > 5);
    provision(&fresh.admin, &[grantee(&bot_id, "hangman", wild)])
        .await
        .unwrap();
    assert_eq!(
        problems_of(&fresh, &bot_id, "hangman").await,
        Vec::<String>::new()
    );

    let stored = format!(
        "SELECT count(*) FROM pg_authid WHERE rolname = '{role}' AND rolpassword LIKE 'SCRAM-SHA-256$%'"
    );
    assert_eq!(fresh.number(&stored).await, 1);
    let url = fresh.postgres.as_ref().unwrap().url_as(&role);
    let bot = Db::connect(&Options::new(url)).await.unwrap();
    let report = bot.role_report().await.unwrap();
    assert!(report.is_walled(), "{report:?}");
    assert_eq!(report.role, role);
    migrations::check(&bot, &migrations::all(), db::Release::new(0, 1, 0))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_login_without_grants_is_told_to_provision() {
    let [_, fresh] = both().await;
    let role = identity(&fresh).role();
    fresh.run(&format!("CREATE ROLE \"{role}\" LOGIN")).await;
    let bot = Db::connect(&Options::new(
        fresh.postgres.as_ref().unwrap().url_as(&role),
    ))
    .await
    .unwrap();
    let found = migrations::check(&bot, &migrations::all(), db::Release::new(0, 1, 0))
        .await
        .unwrap_err();
    assert!(matches!(found, SchemaError::NotProvisioned), "{found}");
}

#[tokio::test]
async fn what_cannot_be_provisioned_says_why() {
    let [sqlite, postgres] = empty().await;
    let bot_id = identity(&postgres);
    let found = provision(&sqlite.admin, &[grantee(&bot_id, "hangman", "x")])
        .await
        .unwrap_err();
    assert!(matches!(found, SchemaError::NoRoles), "{found}");
    let found = provision(&postgres.admin, &[grantee(&bot_id, "hangman", "x")])
        .await
        .unwrap_err();
    assert!(
        found
            .to_string()
            .ends_with("run `guildhall migrate up` first"),
        "{found}"
    );

    let [_, fresh] = both().await;
    let found = provision(&fresh.admin, &[grantee(&bot_id, "hangman", "")])
        .await
        .unwrap_err();
    assert!(matches!(found, SchemaError::Password { .. }), "{found}");
    let found = provision(&fresh.bots[0], &[grantee(&bot_id, "hangman", "hunter2")])
        .await
        .unwrap_err();
    assert!(
        matches!(found, SchemaError::NotAdministrator { .. }),
        "{found}"
    );
    assert!(!format!("{found} {found:?}").contains("hunter2"));
}
