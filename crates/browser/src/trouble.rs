//! What a page must not do: throw, log errors, break its policy, open dialogs, crash.

use std::fmt;

use serde_json::Value;

/// Something a page did that it must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Which kind.
    pub kind: TroubleKind,
    /// What the browser's console shows.
    pub text: String,
    /// Address and line, where it is known.
    pub at: String,
}

/// Kinds of [`Trouble`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// An exception or a rejected promise that nobody caught.
    Exception,
    /// `console.error` or a failed `console.assert`.
    Console,
    /// The content security policy, or something like it, has refused something.
    Policy,
    /// A request failed, or was answered with a status from 400 on.
    Network,
    /// Another error that the browser reports.
    Browser,
    /// `alert`, `confirm`, `prompt` or a question before leaving; it is closed at once.
    Dialog,
    /// The page's process is gone.
    Crash,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            TroubleKind::Exception => "uncaught",
            TroubleKind::Console => "console",
            TroubleKind::Policy => "policy",
            TroubleKind::Network => "network",
            TroubleKind::Browser => "browser",
            TroubleKind::Dialog => "dialog",
            TroubleKind::Crash => "crash",
        };
        write!(f, "{kind}: {}", self.text)?;
        if !self.at.is_empty() {
            write!(f, " ({})", self.at)?;
        }
        Ok(())
    }
}

impl Trouble {
    /// The trouble that an event tells of, if it does.
    pub(crate) fn read(method: &str, params: &Value) -> Option<Self> {
        match method {
            "Runtime.exceptionThrown" => Some(exception(&params["exceptionDetails"])),
            "Runtime.consoleAPICalled" => console(params),
            "Log.entryAdded" => entry(&params["entry"]),
            "Page.javascriptDialogOpening" => Some(Self {
                kind: TroubleKind::Dialog,
                text: format!("{}: {}", text(&params["type"]), text(&params["message"])),
                at: text(&params["url"]),
            }),
            "Inspector.targetCrashed" => Some(Self {
                kind: TroubleKind::Crash,
                text: "the page's process is gone".to_owned(),
                at: String::new(),
            }),
            _ => None,
        }
    }
}

/// What was thrown, in the words of the console.
pub(crate) fn thrown(details: &Value) -> String {
    let exception = &details["exception"];
    let said = [
        &exception["description"],
        &exception["value"],
        &details["text"],
    ];
    said.into_iter()
        .find(|value| !value.is_null())
        .map(text)
        .unwrap_or_default()
}

fn exception(details: &Value) -> Trouble {
    Trouble {
        kind: TroubleKind::Exception,
        text: thrown(details),
        at: place(details),
    }
}

fn console(params: &Value) -> Option<Trouble> {
    let kind = params["type"].as_str()?;
    if !["error", "assert"].contains(&kind) {
        return None;
    }
    let said: Vec<String> = params["args"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|argument| match &argument["value"] {
            Value::Null => text(&argument["description"]),
            value => text(value),
        })
        .collect();
    Some(Trouble {
        kind: TroubleKind::Console,
        text: said.join(" "),
        at: place(&params["stackTrace"]["callFrames"][0]),
    })
}

fn entry(entry: &Value) -> Option<Trouble> {
    if entry["level"].as_str()? != "error" {
        return None;
    }
    Some(Trouble {
        kind: match entry["source"].as_str()? {
            "security" => TroubleKind::Policy,
            "network" => TroubleKind::Network,
            _ => TroubleKind::Browser,
        },
        text: text(&entry["text"]),
        at: place(entry),
    })
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// `address:line`; the protocol counts lines from 0.
fn place(of: &Value) -> String {
    match (of["url"].as_str(), of["lineNumber"].as_u64()) {
        (Some(url), Some(line)) if !url.is_empty() => format!("{url}:{}", line + 1),
        (Some(url), None) => url.to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(method: &str, params: &Value) -> Option<String> {
        Trouble::read(method, params).map(|trouble| trouble.to_string())
    }

    #[test]
    fn what_a_console_shows_in_red_is_trouble() {
        let thrown = json!({"exceptionDetails": {"text": "Uncaught", "url": "http://h/a.js", "lineNumber": 2,
            "exception": {"description": "Error: no\n    at x"}}});
        assert_eq!(
            read("Runtime.exceptionThrown", &thrown).unwrap(),
            "uncaught: Error: no\n    at x (http://h/a.js:3)"
        );
        let logged = json!({"type": "error", "args": [{"type": "string", "value": "no"}, {"description": "Object"}],
            "stackTrace": {"callFrames": [{"url": "http://h/a.js", "lineNumber": 0}]}});
        assert_eq!(
            read("Runtime.consoleAPICalled", &logged).unwrap(),
            "console: no Object (http://h/a.js:1)"
        );
        let refused =
            json!({"entry": {"source": "security", "level": "error", "text": "Refused to load"}});
        assert_eq!(
            read("Log.entryAdded", &refused).unwrap(),
            "policy: Refused to load"
        );
    }

    #[test]
    fn warnings_and_notes_are_none() {
        assert_eq!(
            read("Runtime.consoleAPICalled", &json!({"type": "warning"})),
            None
        );
        assert_eq!(
            read("Log.entryAdded", &json!({"entry": {"level": "warning"}})),
            None
        );
        assert_eq!(read("Page.loadEventFired", &json!({})), None);
    }
}
