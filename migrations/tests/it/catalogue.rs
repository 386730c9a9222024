//! What Postgres enforces equals the ownership matrix, and whatever differs is found.

use migrations::{SchemaError, catalogue};

use crate::both::{Fresh, IDENTITIES, bot, both, postgres, sqlite};

async fn differences(fresh: &Fresh) -> Vec<String> {
    let bots = IDENTITIES.map(bot);
    let identities = bots.each_ref().map(|bot_id| (bot_id, "hangman"));
    let found = catalogue::differences(&fresh.admin, &migrations::all(), &identities)
        .await
        .unwrap();
    found
        .into_iter()
        .map(|difference| difference.to_string())
        .collect()
}

#[tokio::test]
async fn the_migrated_and_provisioned_schema_is_as_the_matrix_says() {
    let [_, fresh] = both().await;
    assert_eq!(differences(&fresh).await, Vec::<String>::new());
}

#[tokio::test]
async fn every_planted_difference_is_found() {
    for (change, expected) in [
        (
            "CREATE TABLE stray (bot_id text, guild_id bigint)",
            "stray: is in no ownership matrix",
        ),
        ("DROP TABLE jobs", "jobs: does not exist"),
        (
            "ALTER TABLE jobs DISABLE ROW LEVEL SECURITY",
            "jobs: has no row-level security",
        ),
        (
            "ALTER TABLE jobs NO FORCE ROW LEVEL SECURITY",
            "jobs: does not force row-level security on its owner",
        ),
        (
            "DROP POLICY gh_select ON jobs",
            "jobs: lacks the policy gh_select for SELECT",
        ),
        (
            "DROP POLICY gh_maintenance ON jobs",
            "jobs: lacks the policy gh_maintenance for ALL",
        ),
        (
            "CREATE POLICY more ON jobs USING (true)",
            "jobs: has the policy more for ALL, which is not wanted",
        ),
        (
            "ALTER POLICY gh_select ON jobs USING (true)",
            "jobs: lacks the policy gh_select for SELECT",
        ),
        (
            "REVOKE SELECT ON migrations_shared FROM gh_maintenance",
            "migrations_shared: does not grant SELECT to gh_maintenance",
        ),
        (
            "GRANT SELECT ON jobs TO PUBLIC",
            "jobs: grants SELECT to public, which is not wanted",
        ),
        (
            "GRANT DELETE ON users TO gh_hangman",
            "users: grants DELETE to gh_hangman, which is not wanted",
        ),
        (
            "GRANT UPDATE (min_release) ON schema_compat TO gh_hangman",
            "schema_compat: grants UPDATE of min_release to gh_hangman, which is not wanted",
        ),
        (
            "REVOKE SELECT ON users FROM gh_hangman",
            "users: does not grant SELECT to gh_hangman",
        ),
        (
            "ALTER TABLE jobs DROP CONSTRAINT jobs_pkey",
            "jobs: has the key (), not (bot_id, name)",
        ),
        (
            "ALTER TABLE user_bot_stats ALTER guild_id TYPE text",
            "user_bot_stats: has guild_id text, not bigint not null",
        ),
        (
            "ALTER TABLE guild_settings ADD changed_by bigint",
            "guild_settings: has changed_by, which looks like a person's id but is not listed as personal",
        ),
        (
            "ALTER TABLE guild_settings_history DROP changed_by",
            "guild_settings_history: has no changed_by, which is listed as personal",
        ),
    ] {
        let fresh = postgres().await;
        fresh.run(change).await;
        let found = differences(&fresh).await;
        assert!(
            found.iter().any(|difference| difference == expected),
            "{change}: {found:#?}"
        );
    }
}

#[tokio::test]
async fn sqlite_enforces_nothing_of_this() {
    let fresh = sqlite().await;
    let found = catalogue::differences(&fresh.admin, &migrations::all(), &[]).await;
    assert!(matches!(found, Err(SchemaError::NoRoles)));
}
