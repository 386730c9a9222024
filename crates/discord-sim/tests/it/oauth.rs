//! OAuth2: the page, codes, tokens, PKCE, scopes, and what ends an authorization.

use std::{collections::BTreeMap, time::Duration};

use bytes::Bytes;
use discord_sim::{Guild, Person, permission};
use serde_json::{Value, json};

use crate::{
    bot::{Stage, stage},
    http::{Answer, Http},
};

const BACK: &str = "https://dashboard.example/back";

fn address(stage: &Stage, rest: &str) -> String {
    stage.app.add_redirect(BACK);
    format!(
        "{}/oauth2/authorize?client_id={}&redirect_uri=https%3A%2F%2Fdashboard.example%2Fback&state=s%26t{rest}",
        stage.sim.url(),
        stage.app.id()
    )
}

fn pairs(address: &str) -> BTreeMap<String, String> {
    let query = address
        .split_once(['?', '#'])
        .map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

async fn post(stage: &Stage, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    let kind = "application/x-www-form-urlencoded";
    let sent = stage
        .bot
        .open
        .send("POST", path, kind, Bytes::from(body.finish()));
    sent.await.expect("an answer")
}

async fn token(stage: &Stage, fields: &[(&str, &str)]) -> Answer {
    let (id, secret) = (stage.app.id().to_string(), stage.app.client_secret());
    let mut all = vec![
        ("client_id", id.as_str()),
        ("client_secret", secret.as_str()),
    ];
    all.extend_from_slice(fields);
    post(stage, "/oauth2/token", &all).await
}

/// Ann agrees, and the code is exchanged.
pub(crate) async fn tokens(stage: &Stage, scope: &str) -> Value {
    tokens_of(stage, &stage.ann, scope).await
}

/// Somebody agrees, and the code is exchanged.
pub(crate) async fn tokens_of(stage: &Stage, person: &Person, scope: &str) -> Value {
    tokens_for(stage, person, scope, None).await
}

/// The same, with a guild that the bot is added to.
pub(crate) async fn tokens_for(
    stage: &Stage,
    person: &Person,
    scope: &str,
    guild: Option<&Guild>,
) -> Value {
    let asked = address(stage, &format!("&response_type=code&scope={scope}"));
    let back = person
        .authorize(&asked, guild)
        .expect("agreed")
        .expect("an address");
    let code = pairs(&back)["code"].clone();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", BACK),
    ];
    let answer = token(stage, &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

pub(crate) fn as_person(stage: &Stage, tokens: &Value) -> Http {
    let access = tokens["access_token"].as_str().unwrap();
    Http::bearer(&stage.sim.url(), access)
}

#[tokio::test]
async fn a_person_agrees_and_a_dashboard_reads_who_that_is() {
    let stage = stage();
    let tokens = tokens(&stage, "identify+guilds+email").await;
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 604_800);
    assert_eq!(tokens["scope"], "identify guilds email");
    let person = as_person(&stage, &tokens);
    let me = person.get("/users/@me").await.json();
    assert_eq!(me["id"], stage.ann.id().to_string());
    assert!(me["email"].as_str().unwrap().ends_with("@example.invalid"));
    let guilds = person
        .get("/users/@me/guilds?with_counts=true")
        .await
        .json();
    assert_eq!(guilds[0]["name"], "Test");
    assert_eq!(guilds[0]["owner"], false);
    assert_eq!(guilds[0]["approximate_member_count"], 4);
    let own = person.get("/oauth2/@me").await.json();
    assert_eq!(own["user"]["id"], stage.ann.id().to_string());
    assert_eq!(own["application"]["id"], stage.app.id().to_string());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_scope_that_was_not_given_is_refused_and_so_is_a_bots_operation() {
    let stage = stage();
    let tokens = tokens(&stage, "identify").await;
    let person = as_person(&stage, &tokens);
    let me = person.get("/users/@me").await.json();
    assert!(me.get("email").is_none(), "{me}");
    assert_eq!(person.get("/users/@me/guilds").await.code(), 50_026);
    let guild = format!("/guilds/{}", stage.guild.id());
    assert_eq!(person.get(&guild).await.status, 401);
    assert_eq!(stage.bot.http.get("/oauth2/@me").await.status, 401);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn state_comes_back_and_a_refusal_says_so() {
    let stage = stage();
    let asked = address(&stage, "&response_type=code&scope=identify");
    let back = stage.ann.authorize(&asked, None).unwrap().unwrap();
    assert!(back.starts_with(&format!("{BACK}?")), "{back}");
    assert_eq!(pairs(&back)["state"], "s&t");
    let back = stage.ann.refuse(&asked).unwrap().unwrap();
    assert_eq!(pairs(&back)["error"], "access_denied");
    assert_eq!(pairs(&back)["state"], "s&t");
}

#[tokio::test]
async fn a_code_works_once_and_for_the_address_it_was_given_for() {
    let stage = stage();
    let asked = address(&stage, "&response_type=code&scope=identify");
    let code = || pairs(&stage.ann.authorize(&asked, None).unwrap().unwrap())["code"].clone();
    let exchange = async |code: &str, uri: &str| {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", uri),
        ];
        token(&stage, &fields).await
    };
    let elsewhere = exchange(&code(), "https://evil.example/").await;
    assert_eq!(
        (elsewhere.status, elsewhere.json()["error"].clone()),
        (400, json!("invalid_grant"))
    );
    let good = code();
    let first = exchange(&good, BACK).await;
    assert_eq!(first.status, 200);
    assert_eq!(exchange(&good, BACK).await.json()["error"], "invalid_grant");
    let person = as_person(&stage, &first.json());
    assert_eq!(
        person.get("/users/@me").await.status,
        401,
        "a code used twice ends what came of it"
    );
    let late = code();
    stage.sim.clock().advance(Duration::from_secs(601));
    assert_eq!(exchange(&late, BACK).await.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_client_must_prove_itself() {
    let stage = stage();
    let id = stage.app.id().to_string();
    for fields in [
        vec![
            ("grant_type", "client_credentials"),
            ("client_id", id.as_str()),
            ("client_secret", "wrong"),
        ],
        vec![
            ("grant_type", "client_credentials"),
            ("client_id", id.as_str()),
        ],
        vec![
            ("grant_type", "client_credentials"),
            ("client_id", "1"),
            ("client_secret", "x"),
        ],
        vec![("grant_type", "client_credentials")],
    ] {
        let answer = post(&stage, "/oauth2/token", &fields).await;
        assert_eq!(
            (answer.status, answer.json()["error"].clone()),
            (401, json!("invalid_client"))
        );
    }
    let json = stage
        .bot
        .open
        .call("POST", "/oauth2/token", json!({"grant_type": "x"}))
        .await;
    assert_eq!(
        (json.status, json.json()["error"].clone()),
        (400, json!("invalid_request"))
    );
    let odd = token(&stage, &[("grant_type", "password")]).await;
    assert_eq!(odd.json()["error"], "unsupported_grant_type");
    let own = token(
        &stage,
        &[("grant_type", "client_credentials"), ("scope", "identify")],
    )
    .await;
    let owner = as_person(&stage, &own.json())
        .get("/users/@me")
        .await
        .json();
    assert_eq!(owner["username"], "echo-owner");
    let odd = token(
        &stage,
        &[
            ("grant_type", "client_credentials"),
            ("scope", "everything"),
        ],
    )
    .await;
    assert_eq!(odd.json()["error"], "invalid_scope");
}

#[tokio::test]
async fn pkce_binds_a_code_to_its_verifier_and_frees_a_public_client_of_its_secret() {
    let stage = stage();
    stage.app.set_public_client();
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let rest = format!(
        "&response_type=code&scope=identify&code_challenge={challenge}&code_challenge_method=S256"
    );
    let asked = address(&stage, &rest);
    let code = || pairs(&stage.ann.authorize(&asked, None).unwrap().unwrap())["code"].clone();
    let id = stage.app.id().to_string();
    let public = async |code: &str, verifier: &str| {
        let fields = [
            ("client_id", id.as_str()),
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", BACK),
            ("code_verifier", verifier),
        ];
        post(&stage, "/oauth2/token", &fields).await
    };
    assert_eq!(
        public(&code(), "guessed").await.json()["error"],
        "invalid_grant"
    );
    let without = code();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", without.as_str()),
        ("redirect_uri", BACK),
    ];
    assert_eq!(
        token(&stage, &fields).await.json()["error"],
        "invalid_grant"
    );
    assert_eq!(public(&code(), verifier).await.status, 200);
}

#[tokio::test]
async fn a_refresh_token_is_used_up_and_revoking_any_token_ends_everything() {
    let stage = stage();
    let first = tokens(&stage, "identify").await;
    let refresh = first["refresh_token"].as_str().unwrap();
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let second = token(&stage, &fields).await.json();
    assert_eq!(
        token(&stage, &fields).await.json()["error"],
        "invalid_grant"
    );
    assert_eq!(
        as_person(&stage, &first).get("/users/@me").await.status,
        401
    );
    assert_eq!(
        as_person(&stage, &second).get("/users/@me").await.status,
        200
    );
    let (id, secret) = (stage.app.id().to_string(), stage.app.client_secret());
    let refresh = second["refresh_token"].as_str().unwrap();
    let fields = [
        ("client_id", id.as_str()),
        ("client_secret", &secret),
        ("token", refresh),
    ];
    assert_eq!(
        post(&stage, "/oauth2/token/revoke", &fields).await.status,
        200
    );
    assert_eq!(
        as_person(&stage, &second).get("/users/@me").await.status,
        401
    );
}

#[tokio::test]
async fn an_access_token_ends_after_a_week_of_the_simulators_clock() {
    let stage = stage();
    let tokens = tokens(&stage, "identify").await;
    let person = as_person(&stage, &tokens);
    stage.sim.clock().advance(Duration::from_secs(604_799));
    assert_eq!(person.get("/users/@me").await.status, 200);
    stage.sim.clock().advance(Duration::from_secs(2));
    assert_eq!(person.get("/users/@me").await.status, 401);
}

#[tokio::test]
async fn an_install_link_adds_the_bot_where_the_person_may() {
    let stage = stage();
    let other = stage.sim.guild("Other");
    let link = format!(
        "{}/oauth2/authorize?client_id={}&scope=bot+applications.commands&permissions={}",
        stage.sim.url(),
        stage.app.id(),
        permission::BAN_MEMBERS
    );
    let refused = stage
        .ann
        .authorize(&link, Some(&other))
        .expect_err("no manager");
    assert!(refused.to_string().contains("Manage Server"), "{refused}");
    assert_eq!(
        other
            .owner()
            .authorize(&link, Some(&other))
            .expect("installed"),
        None
    );
    let roles = stage
        .bot
        .http
        .get(&format!("/guilds/{}/roles", other.id()))
        .await
        .json();
    assert_eq!(roles[1]["permissions"], permission::BAN_MEMBERS.to_string());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn the_page_never_redirects_to_an_address_that_is_not_registered() {
    let stage = stage();
    stage.app.add_redirect(BACK);
    let client = stage.app.id();
    for query in [
        format!(
            "client_id={client}&response_type=code&scope=identify&redirect_uri=https%3A%2F%2Fevil.example%2F"
        ),
        format!("client_id={client}&response_type=code&scope=identify"),
        format!("client_id={client}&response_type=code&scope=magic&redirect_uri={BACK}"),
        format!("client_id={client}&response_type=magic&scope=identify&redirect_uri={BACK}"),
        format!("client_id={client}&response_type=code&redirect_uri={BACK}"),
        "client_id=1&response_type=code&scope=identify".to_owned(),
    ] {
        let page = stage
            .bot
            .open
            .page(&format!("/oauth2/authorize?{query}"))
            .await;
        assert_eq!((page.status, page.header("location")), (400, ""), "{query}");
    }
}

#[tokio::test]
async fn the_page_shows_what_is_asked_and_its_form_leads_back() {
    let stage = stage();
    stage.ann.set_display_name("<b>Ann</b>");
    let asked = address(&stage, "&response_type=code&scope=identify+guilds");
    let path = asked.strip_prefix(&stage.sim.url()).unwrap();
    let page = stage.bot.open.page(path).await;
    let html = String::from_utf8(page.bytes.to_vec()).unwrap();
    assert!(
        html.contains("<code>guilds</code>") && html.contains(">ann</option>"),
        "{html}"
    );
    let ann = stage.ann.id().to_string();
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("user", ann.as_str()), ("decision", "authorize")])
        .finish();
    let answer = stage.bot.open.submit_page(path, form).await;
    assert_eq!(answer.status, 302);
    assert!(pairs(answer.header("location")).contains_key("code"));
    let silent = format!("{path}&prompt=none");
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let again = stage.bot.open.page_with_cookie(&silent, &cookie).await;
    assert_eq!(
        again.status, 200,
        "nothing was exchanged yet, so the page asks again"
    );
    let code = pairs(answer.header("location"))["code"].clone();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", BACK),
    ];
    assert_eq!(token(&stage, &fields).await.status, 200);
    assert_eq!(
        stage
            .bot
            .open
            .page_with_cookie(&silent, &cookie)
            .await
            .status,
        302
    );
}

#[tokio::test]
async fn the_implicit_grant_puts_its_token_behind_the_hash() {
    let stage = stage();
    let asked = address(&stage, "&response_type=token&scope=identify");
    let back = stage.ann.authorize(&asked, None).unwrap().unwrap();
    assert!(back.starts_with(&format!("{BACK}#")), "{back}");
    let person = Http::bearer(&stage.sim.url(), &pairs(&back)["access_token"]);
    assert_eq!(person.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn a_linked_role_is_defined_by_the_application_and_filled_for_a_person() {
    let stage = stage();
    let path = format!("/applications/{}/role-connections/metadata", stage.app.id());
    let records = json!([{"type": 2, "key": "won", "name": "Games", "description": "Games won"}]);
    assert_eq!(stage.bot.http.call("PUT", &path, records).await.status, 200);
    assert_eq!(stage.bot.http.get(&path).await.json()[0]["key"], "won");
    let tokens = tokens(
        &stage,
        "role_connections.write+identify+openid+connections+guilds.members.read",
    )
    .await;
    let person = as_person(&stage, &tokens);
    let path = format!("/users/@me/applications/{}/role-connection", stage.app.id());
    let body = json!({"platform_name": "Hall", "metadata": {"won": "12"}});
    assert_eq!(
        person.call("PUT", &path, body).await.json()["metadata"]["won"],
        "12"
    );
    assert_eq!(person.get(&path).await.json()["platform_name"], "Hall");
    assert_eq!(person.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(person.get("/users/@me/connections").await.json(), json!([]));
    let member = format!("/users/@me/guilds/{}/member", stage.guild.id());
    assert_eq!(person.get(&member).await.json()["user"]["username"], "ann");
    assert_eq!(
        person.get("/oauth2/userinfo").await.json()["sub"],
        stage.ann.id().to_string()
    );
    assert_eq!(
        stage.bot.open.get("/oauth2/keys").await.json(),
        json!({"keys": []})
    );
    let other = format!("/users/@me/applications/{}/role-connection", stage.ann.id());
    assert_eq!(person.get(&other).await.code(), 10_002);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_person_installs_an_application_for_themselves_and_takes_it_back() {
    let stage = stage();
    let commands = json!([{"name": "mine", "description": "x", "integration_types": [1]}]);
    stage.bot.register(commands).await;
    let seat = stage.seat();
    assert!(seat.slash_offer("/mine").is_err());
    let asked = address(
        &stage,
        "&response_type=code&integration_type=1&scope=applications.commands+identify",
    );
    stage.ann.authorize(&asked, None).expect("agreed");
    assert_eq!(seat.slash_offer("/mine"), Ok(()));
    stage.ann.deauthorize(&stage.app);
    assert!(seat.slash_offer("/mine").is_err());
}
