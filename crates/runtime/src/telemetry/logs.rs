//! Log lines: readable in development, JSON in production, each with the ids of its spans.
//!
//! Fields of foreign targets (twilight, hyper, sqlx …) are dropped whatever the filter says,
//! for some put tokens into spans; of their messages, what looks like a secret is masked.

use std::{
    fmt::{self, Write as _},
    io::Write as _,
    sync::Arc,
};

use core_config::Format;
use serde_json::{Map, Value};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{
    EnvFilter, Layer,
    layer::{Context, SubscriberExt as _},
    registry::LookupSpan,
};

/// Targets whose fields are ours to vouch for; the bot's own name is added.
const OURS: [&str; 12] = [
    "auth",
    "cli",
    "core_config",
    "db",
    "embeds",
    "gamification",
    "guildhall",
    "i18n",
    "migrations",
    "runtime",
    "testkit",
    "discord_sim",
];

/// Runs of letters, digits and `-_.=` of this length in a foreign message are masked: tokens
/// are longer, and words are shorter.
const OPAQUE_MIN: usize = 24;

/// Where lines go.
pub type Sink = Arc<dyn Fn(&str) + Send + Sync>;

/// Lines to standard error.
pub(crate) fn standard_error() -> Sink {
    Arc::new(|line| {
        // A closed stderr is no reason to stop.
        drop(std::io::stderr().lock().write_all(line.as_bytes()));
    })
}

/// A filter that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("log.filter {filter:?} cannot be read: {problem}; write for example info,hangman=debug")]
pub struct FilterError {
    filter: String,
    problem: String,
}

/// A subscriber that writes lines of `format` that pass `filter` to `sink`.
///
/// # Errors
///
/// [`FilterError`] if the filter cannot be read.
pub fn subscriber(
    bot: &'static str,
    format: Format,
    filter: &str,
    sink: Sink,
) -> Result<impl Subscriber + Send + Sync, FilterError> {
    let filter = EnvFilter::builder()
        .parse(filter)
        .map_err(|error| FilterError {
            filter: filter.to_owned(),
            problem: error.to_string(),
        })?;
    let lines = Lines { bot, format, sink };
    Ok(tracing_subscriber::registry().with(filter).with(lines))
}

struct Lines {
    bot: &'static str,
    format: Format,
    sink: Sink,
}

/// Fields of a span, kept while it is open.
#[derive(Default)]
struct Fields(Vec<(&'static str, Value)>);

impl Lines {
    fn is_ours(&self, metadata: &Metadata<'_>) -> bool {
        let target = metadata.target();
        let root = target.split("::").next().unwrap_or(target);
        root == self.bot || OURS.contains(&root) || root == "panic"
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, ctx: Context<'_, S>) {
        if !self.is_ours(attributes.metadata()) {
            return;
        }
        let Some(span) = ctx.span(id) else { return };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        span.extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, ctx: Context<'_, S>) {
        let Some(span) = ctx.span(id) else { return };
        if let Some(fields) = span.extensions_mut().get_mut::<Fields>() {
            record.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, ctx: Context<'_, S>) {
        let mut own = Fields::default();
        event.record(&mut own);
        let at = own.0.iter().position(|(name, _)| *name == "message");
        let mut message = at.map_or_else(String::new, |at| match own.0.remove(at).1 {
            Value::String(text) => text,
            other => other.to_string(),
        });
        let metadata = event.metadata();
        if !self.is_ours(metadata) {
            own.0.clear();
            message = mask(&message);
        }
        let mut fields = Vec::new();
        for span in ctx
            .event_scope(event)
            .into_iter()
            .flat_map(tracing_subscriber::registry::Scope::from_root)
        {
            if let Some(of_span) = span.extensions().get::<Fields>() {
                fields.extend(of_span.0.iter().cloned());
            }
        }
        fields.append(&mut own.0);
        let line = match self.format {
            Format::Pretty => pretty(metadata, &message, &fields),
            Format::Json => json(metadata, message, fields),
        };
        (self.sink)(&line);
    }
}

fn pretty(metadata: &Metadata<'_>, message: &str, fields: &[(&'static str, Value)]) -> String {
    let now = time::OffsetDateTime::now_utc();
    let level = match *metadata.level() {
        Level::ERROR => "ERROR",
        Level::WARN => "WARN ",
        Level::INFO => "INFO ",
        Level::DEBUG => "DEBUG",
        Level::TRACE => "TRACE",
    };
    let mut line = format!(
        "{:02}:{:02}:{:02}.{:03} {level} {}: {}",
        now.hour(),
        now.minute(),
        now.second(),
        now.millisecond(),
        metadata.target().split("::").next().unwrap_or_default(),
        one_line(message),
    );
    for (name, value) in fields {
        // Writing to a string cannot fail.
        let _ = match value {
            Value::String(text) if is_word(text) => write!(line, " {name}={text}"),
            other => write!(line, " {name}={other}"),
        };
    }
    line.push('\n');
    line
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() && c != '"' && c != '=')
}

/// Control characters would let a text forge lines of its own.
fn one_line(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let escaped = c.is_control().then(|| c.escape_default());
            let kept = (!c.is_control()).then_some(c);
            escaped.into_iter().flatten().chain(kept)
        })
        .collect()
}

fn json(metadata: &Metadata<'_>, message: String, fields: Vec<(&'static str, Value)>) -> String {
    let now = time::OffsetDateTime::now_utc()
        .format(&time::format_description::well_known::Rfc3339)
        .unwrap_or_default();
    let mut map = Map::new();
    map.insert("time".to_owned(), now.into());
    map.insert("level".to_owned(), metadata.level().as_str().into());
    map.insert("target".to_owned(), metadata.target().into());
    map.insert("message".to_owned(), message.into());
    for (name, value) in fields {
        map.insert(name.to_owned(), value);
    }
    let mut line = Value::Object(map).to_string();
    line.push('\n');
    line
}

/// Long opaque runs become `…`.
fn mask(text: &str) -> String {
    let opaque = |c: char| c.is_ascii_alphanumeric() || "-_.=%+".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let run = rest.find(|c| !opaque(c)).unwrap_or(rest.len());
        if run >= OPAQUE_MIN {
            out.push('…');
        } else {
            out.push_str(&rest[..run]);
        }
        let after = &rest[run..];
        let clear = after.find(opaque).unwrap_or(after.len());
        out.push_str(&after[..clear]);
        rest = &after[clear..];
    }
    out
}

impl Fields {
    fn put(&mut self, field: &Field, value: Value) {
        match self.0.iter_mut().find(|(name, _)| *name == field.name()) {
            Some((_, old)) => *old = value,
            None => self.0.push((field.name(), value)),
        }
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, format!("{value:?}").into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value.into());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn lines(format: Format, run: impl FnOnce()) -> Vec<String> {
        filtered("trace", format, run)
    }

    fn filtered(filter: &str, format: Format, run: impl FnOnce()) -> Vec<String> {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let sink = {
            let lines = Arc::clone(&lines);
            Arc::new(move |line: &str| lines.lock().unwrap().push(line.to_owned()))
        };
        let subscriber = subscriber("hangman", format, filter, sink).unwrap();
        tracing::subscriber::with_default(subscriber, run);
        Arc::try_unwrap(lines).unwrap().into_inner().unwrap()
    }

    #[test]
    fn ids_of_spans_stand_on_every_line() {
        let lines = lines(Format::Json, || {
            let span = tracing::info_span!(
                "interaction",
                interaction.id = 7,
                handler = tracing::field::Empty
            );
            span.record("handler", "hangman start");
            let _entered = span.enter();
            tracing::warn!(took_ms = 3, "slow");
        });
        let line: Value = serde_json::from_str(&lines[0]).unwrap();
        assert_eq!(line["interaction.id"], 7);
        assert_eq!(line["handler"], "hangman start");
        assert_eq!(line["took_ms"], 3);
        assert_eq!(line["message"], "slow");
        assert_eq!(line["level"], "WARN");
    }

    #[test]
    fn ids_stand_on_what_a_strict_filter_lets_through() {
        let lines = filtered("error", Format::Json, || {
            let span = tracing::error_span!("interaction", interaction.id = 7);
            let _entered = span.enter();
            tracing::error!("handler failed");
            tracing::warn!("not let through");
        });
        assert_eq!(lines.len(), 1);
        assert!(lines[0].contains("\"interaction.id\":7"), "{}", lines[0]);
    }

    #[test]
    fn foreign_fields_are_dropped_and_foreign_secrets_masked() {
        let token = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTA";
        let lines = lines(Format::Pretty, || {
            let span =
                tracing::info_span!(target: "twilight_http::request", "request", path = token);
            let _entered = span.enter();
            tracing::info!(target: "twilight_http", token, "sending to /interactions/1/{token}/callback");
        });
        assert!(!lines[0].contains(token), "{}", lines[0]);
        assert!(
            lines[0].contains("sending to /interactions/1/…/callback"),
            "{}",
            lines[0]
        );
    }

    #[test]
    fn a_text_cannot_forge_a_line() {
        let lines = lines(Format::Pretty, || {
            tracing::info!(
                name = "x\n00:00:00 ERROR forged",
                "said \n00:00:00 ERROR forged"
            );
        });
        assert_eq!(lines[0].matches('\n').count(), 1, "{}", lines[0]);
    }

    #[test]
    fn an_unreadable_filter_says_what_to_write() {
        let sink: Sink = Arc::new(|_| {});
        let error = subscriber("hangman", Format::Json, "hangman=loud", sink)
            .err()
            .unwrap();
        assert!(error.to_string().contains("info,hangman=debug"), "{error}");
    }
}
