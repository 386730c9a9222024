//! A stage for tests: a simulator with a guild, people and a bot without a gateway, which sees its events through a tap.

use std::sync::Arc;

use discord_sim::{
    Application, Channel, Guild, Person, Problem, ProblemKind, Seat, Settings, Shown, Sim, Tap,
    permission,
};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::http::{Answer, Http};

/// The usual cast.
pub(crate) struct Stage {
    pub(crate) sim: Sim,
    pub(crate) guild: Guild,
    pub(crate) general: Channel,
    pub(crate) app: Application,
    pub(crate) ann: Person,
    pub(crate) bob: Person,
    pub(crate) bot: Bot,
}

/// A bot made of an HTTP client and a tap.
#[derive(Clone)]
pub(crate) struct Bot {
    pub(crate) id: u64,
    pub(crate) http: Http,
    pub(crate) open: Http,
    tap: Arc<Mutex<Tap>>,
}

pub(crate) fn stage() -> Stage {
    stage_with(Settings::default())
}

pub(crate) fn stage_with(settings: Settings) -> Stage {
    let sim = Sim::start(settings).expect("a simulator");
    let guild = sim.guild("Test");
    guild.text_channel("general");
    let app = sim.application("echo");
    guild.install(&app, permission::NONE);
    guild.person("ann");
    guild.person("bob");
    stage_of(sim)
}

/// The stage that stands in a simulator already.
pub(crate) fn stage_of(sim: Sim) -> Stage {
    let guild = sim.guilds().remove(0);
    let general = guild.channels().remove(0);
    let app = sim.applications().remove(0);
    let (ann, bob) = (guild.person("ann"), guild.person("bob"));
    let bot = Bot {
        id: app.id(),
        http: Http::new(&sim.url(), Some(&app.token())),
        open: Http::new(&sim.url(), None),
        tap: Arc::new(Mutex::new(sim.tap(&app))),
    };
    Stage {
        sim,
        guild,
        general,
        app,
        ann,
        bob,
        bot,
    }
}

/// A stage whose bot has these rights and reads the audit log.
pub(crate) fn managed(rights: u64) -> Stage {
    let stage = stage();
    let rights = rights | permission::VIEW_AUDIT_LOG;
    stage.guild.bot_permissions(&stage.app, rights);
    stage
}

impl Stage {
    /// A call below the path of the guild.
    pub(crate) async fn in_guild(&self, method: &str, rest: &str, body: Value) -> Answer {
        let path = format!("/guilds/{}{rest}", self.guild.id());
        self.bot.http.call(method, &path, body).await
    }

    /// Nothing is wrong but bodies that a test sent to be refused.
    pub(crate) fn forgive_refused(&self) {
        let refused =
            |problem: &Problem| matches!(problem.kind, ProblemKind::Refused | ProblemKind::Oracle);
        self.sim.journal().forgive(refused);
        assert_eq!(self.sim.problems(), []);
    }

    pub(crate) fn seat(&self) -> Seat {
        self.ann.in_channel(&self.general)
    }

    /// The path of the channel's messages.
    pub(crate) fn messages(&self) -> String {
        format!("/channels/{}/messages", self.general.id())
    }

    /// Ann runs `/echo`, and the bot gives this callback.
    pub(crate) async fn echo(&self, callback: Value) -> (Shown, Value, Answer) {
        self.bot.register_echo().await;
        let seat = self.seat();
        self.answer_to(
            async move { seat.slash("/echo").await.expect("the command is there") },
            callback,
        )
        .await
    }

    /// Someone acts, and the bot gives this callback: what is seen, the interaction, the answer to the callback.
    pub(crate) async fn answer_to(
        &self,
        act: impl Future<Output = Shown>,
        callback: Value,
    ) -> (Shown, Value, Answer) {
        let bot = async {
            let interaction = self.bot.interaction().await;
            let answer = self.bot.callback(&interaction, callback).await;
            (interaction, answer)
        };
        let (shown, (interaction, answer)) = tokio::join!(act, bot);
        (shown, interaction, answer)
    }
}

impl Bot {
    pub(crate) async fn event(&self, name: &str) -> Value {
        self.tap
            .lock()
            .await
            .next_of(name)
            .await
            .expect("the simulator runs")
    }

    pub(crate) async fn interaction(&self) -> Value {
        self.event("INTERACTION_CREATE").await
    }

    pub(crate) async fn callback(&self, interaction: &Value, body: Value) -> Answer {
        self.open
            .call("POST", &callback_path(interaction), body)
            .await
    }

    /// A path under the interaction's webhook.
    pub(crate) fn webhook(&self, interaction: &Value, rest: &str) -> String {
        format!(
            "/webhooks/{}/{}{rest}",
            self.id,
            text(&interaction["token"])
        )
    }

    pub(crate) async fn register(&self, commands: Value) -> Answer {
        let path = format!("/applications/{}/commands", self.id);
        self.http.call("PUT", &path, commands).await
    }

    pub(crate) async fn register_echo(&self) {
        let commands = json!([{"name": "echo", "description": "Says it again", "type": 1}]);
        assert_eq!(self.register(commands).await.status, 200);
    }
}

pub(crate) fn callback_path(interaction: &Value) -> String {
    format!(
        "/interactions/{}/{}/callback",
        text(&interaction["id"]),
        text(&interaction["token"])
    )
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A callback with a message.
pub(crate) fn says(content: &str) -> Value {
    json!({"type": 4, "data": {"content": content}})
}
