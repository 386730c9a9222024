//! Discord's rules for bodies.

use serde_json::{Value, json};

/// A broken rule.
#[derive(Debug, Clone)]
pub struct Violation {
    /// Where.
    pub path: Vec<String>,
    /// Code.
    pub code: &'static str,
    /// Text.
    pub message: String,
}

/// Why a body is refused.
#[derive(Debug, Clone)]
pub enum Rejection {
    /// 50035.
    Form(Vec<Violation>),
    /// Another code.
    Code {
        /// HTTP.
        status: u16,
        /// Discord.
        code: u32,
        /// Text.
        message: &'static str,
    },
}

impl Rejection {
    /// Status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Form(_) => 400,
            Self::Code { status, .. } => *status,
        }
    }
    /// Body.
    pub fn body(&self) -> Value {
        match self {
            Self::Form(violations) => error_body(violations),
            Self::Code { code, message, .. } => json!({"code": code, "message": message}),
        }
    }
}

/// Body.
pub fn error_body(violations: &[Violation]) -> Value {
    json!({"code": 50035, "message": "Invalid Form Body", "errors": {"_count": violations.len()}})
}

/// Place.
#[derive(Debug, Clone, Copy)]
pub enum MessagePlace {
    /// Create.
    Create,
    /// Edit.
    Edit {
        /// Is V2.
        v2: bool,
    },
    /// Followup.
    Followup,
    /// Edit.
    WebhookEdit {
        /// Is V2.
        v2: bool,
    },
}

/// Facts.
#[derive(Debug, Clone, Copy, Default)]
pub struct InteractionFacts {
    /// Kind.
    pub kind: u8,
    /// Component's message.
    pub from_message: bool,
    /// V2.
    pub message_v2: bool,
    /// Focused type.
    pub focused: u8,
}

/// Scope.
#[derive(Debug, Clone, Copy)]
pub enum CommandScope {
    /// Global.
    Global,
    /// Guild.
    Guild,
}

/// Message.
pub fn message(body: &Value, place: MessagePlace, files: usize) -> Result<(), Rejection> {
    let _ = place;
    if body["content"]
        .as_str()
        .is_some_and(|text| text.chars().count() > 2_000)
    {
        return Err(Rejection::Form(vec![Violation {
            path: vec!["content".to_owned()],
            code: "BASE_TYPE_MAX_LENGTH",
            message: "Must be 2000 or fewer in length.".to_owned(),
        }]));
    }
    let empty = ["content", "embeds", "components"].iter().all(|key| {
        body[key].as_str().is_none_or(str::is_empty)
            && body[key].as_array().is_none_or(Vec::is_empty)
    });
    if empty && files == 0 && matches!(place, MessagePlace::Create | MessagePlace::Followup) {
        return Err(Rejection::Code {
            status: 400,
            code: 50006,
            message: "Cannot send an empty message",
        });
    }
    Ok(())
}

/// Callback.
pub fn callback(
    body: &Value,
    interaction: InteractionFacts,
    files: usize,
) -> Result<(), Rejection> {
    let _ = (interaction, files);
    if body["type"].is_u64() {
        return Ok(());
    }
    Err(Rejection::Form(vec![]))
}

/// Commands.
pub fn commands(list: &[Value], scope: CommandScope) -> Result<(), Rejection> {
    let _ = (list, scope);
    Ok(())
}

/// Command.
pub fn command(command: &Value) -> Result<(), Rejection> {
    let _ = command;
    Ok(())
}
