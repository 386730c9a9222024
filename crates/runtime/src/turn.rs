//! One interaction's turn through the house: route, check, handle, answer, settle.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use embeds::Message;
use futures_util::FutureExt as _;
use i18n::{Args, Raw};
use thiserror::Error;
use tokio::time::{Instant, sleep_until, timeout_at};
use tracing::Instrument as _;
use twilight_model::application::interaction::InteractionType;

use crate::{
    Answers, Ctx, Failure, Refusal, Reply, RestError, Rules,
    checks::{self, Reservation},
    failure::{Reference, chain},
    gateway::Unreadable,
    hall::Hall,
    interaction::{Content, Incoming, Received},
    reply::First,
    responder::Responder,
    rest::{ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION},
    router::{Routed, route},
};

/// From receipt to self-deferral: half of the 3 s that Discord gives, so that the deferral
/// arrives in time also over a slow line.
const DEFER_AFTER: Duration = Duration::from_millis(1_500);

/// From receipt to an apology instead of a window, which cannot be deferred.
const WINDOW_WITHIN: Duration = Duration::from_millis(2_500);

/// Age above which an interaction cannot be answered any more.
const TOO_OLD: Duration = Duration::from_secs(3);

/// Handlers that run at once in a process; above it people are told to come again.
const HANDLERS_MAX: usize = 4_096;

/// A window that would have come when Discord takes it no more.
#[derive(Debug, Error)]
#[error("the handler did not open its window within {WINDOW_WITHIN:?}")]
struct TooSlow;

/// Takes an interaction in: recognises repeats and those too old, runs the rest in a task.
pub(crate) fn take<A: Send + Sync + 'static>(hall: &Arc<Hall<A>>, interaction: Received) {
    let received = Instant::now();
    let (incoming, content) = match Incoming::take(interaction, received) {
        Ok(taken) => taken,
        Err(unreadable) => return apologise(hall, *unreadable),
    };
    if !is_due(hall, &incoming) {
        return;
    }
    // At the highest level, so that no filter takes the ids from the lines that pass it.
    let span = tracing::error_span!(
        "interaction",
        interaction.id = incoming.id.get(),
        guild.id = incoming.guild.map(twilight_model::id::Id::get),
        handler = tracing::field::Empty,
    );
    let ctx = Ctx {
        hall: Arc::clone(hall),
        incoming: Arc::new(incoming),
    };
    hall.roster.person(&ctx.incoming.person);
    match hall.running.len() {
        ..HANDLERS_MAX => hall.running.spawn(turn(ctx, content).instrument(span)),
        HANDLERS_MAX.. => {
            metrics::counter!("interactions_refused_busy_total").increment(1);
            hall.running.spawn(busy(ctx, content).instrument(span))
        }
    };
}

/// Tells a person that there is too much to do; costs little, so that it does not add to it.
async fn busy<A: Send + Sync + 'static>(ctx: Ctx<A>, content: Content) {
    if matches!(content, Content::Autocomplete(_)) {
        return;
    }
    let responder = Responder::new(ctx.hall.rest.clone(), Arc::clone(&ctx.incoming));
    let message = plain(&ctx.texts().get("apology-busy"));
    said(responder.message(message, true).await);
}

/// Whether an interaction is to be handled: it has not been yet, and can still be answered.
fn is_due<A>(hall: &Hall<A>, incoming: &Incoming) -> bool {
    let id = incoming.id.get();
    if !hall.seen.first(id) {
        metrics::counter!("interactions_repeated_total").increment(1);
        tracing::debug!(interaction.id = id, "interaction delivered again");
        return false;
    }
    if incoming.created + TOO_OLD < hall.clock.now() {
        metrics::counter!("interactions_too_old_total").increment(1);
        tracing::info!(interaction.id = id, "interaction too old to be answered");
        return false;
    }
    true
}

/// Answers an interaction of a kind or form that this release cannot read.
pub(crate) fn apologise<A: Send + Sync + 'static>(hall: &Arc<Hall<A>>, unreadable: Unreadable) {
    let (id, kind) = (unreadable.id, unreadable.kind);
    let Some(incoming) = Incoming::unreadable(unreadable) else {
        return;
    };
    if !is_due(hall, &incoming) {
        return;
    }
    metrics::counter!("interactions_unreadable_total").increment(1);
    let reference = Reference::random();
    tracing::error!(
        interaction.id = id,
        interaction.kind = kind,
        %reference,
        "interaction of a form that this release does not know"
    );
    let texts = hall.catalog.texts(&incoming.person.locale);
    let responder = Responder::new(hall.rest.clone(), Arc::new(incoming));
    let span = tracing::error_span!("interaction", interaction.id = id);
    let answer = async move {
        if kind == InteractionType::ApplicationCommandAutocomplete as u8 {
            // Suggestions have no room for words.
            said(responder.choices(Vec::new()).await);
            return;
        }
        let args = Args::new().raw("reference", Raw::markup(reference.to_string()));
        let message = plain(&texts.with("apology", &args));
        said(responder.message(message, true).await);
    };
    hall.running.spawn(answer.instrument(span));
}

async fn turn<A: Send + Sync + 'static>(ctx: Ctx<A>, content: Content) {
    let hall = Arc::clone(&ctx.hall);
    let responder = Responder::new(hall.rest.clone(), Arc::clone(&ctx.incoming));
    let received = ctx.incoming.received;
    let suggesting = matches!(content, Content::Autocomplete(_));
    match route(&hall.registry, content) {
        Ok(Routed::Run {
            rules,
            command,
            start,
        }) => {
            tracing::Span::current().record("handler", rules.name);
            let handler = async {
                let reservation = checks::check(&ctx, rules, command).await?;
                Ok((start(ctx.clone()).await?, reservation))
            };
            let outcome = run(&ctx, &responder, rules, handler).await;
            count(rules.name, outcome, received);
        }
        Ok(Routed::Suggest { rules, start }) => {
            tracing::Span::current().record("handler", rules.name);
            let suggest = async {
                checks::permit(&ctx, rules).await?;
                start(ctx.clone()).await
            };
            let suggested = AssertUnwindSafe(suggest).catch_unwind().await;
            let choices = match suggested {
                Ok(Ok(choices)) => choices,
                // People see no suggestions; the log has the reason.
                Ok(Err(Failure::Refusal(_))) => Vec::new(),
                Ok(Err(Failure::Internal(error))) => {
                    tracing::error!(error = error.chain(), "suggesting failed");
                    Vec::new()
                }
                Err(panic) => {
                    tracing::error!(panic = panic_text(&*panic), "suggesting panicked");
                    Vec::new()
                }
            };
            said(responder.choices(choices).await);
            count(rules.name, "suggested", received);
        }
        Err(unrouted) => {
            let refusal = unrouted.refusal();
            let outcome = refusal.reason();
            said(if suggesting {
                responder.choices(Vec::new()).await
            } else {
                let message = refusal_message(&ctx, &refusal);
                responder.message(message, true).await
            });
            count("unrouted", outcome, received);
        }
    }
}

/// Runs a handler, defers for it when it takes long, and answers. Returns the outcome's name.
async fn run<A: Send + Sync>(
    ctx: &Ctx<A>,
    responder: &Responder,
    rules: &Rules,
    handler: impl Future<Output = Result<(Reply, Option<Reservation>), Failure>>,
) -> &'static str {
    let handler = AssertUnwindSafe(handler).catch_unwind();
    tokio::pin!(handler);
    let mut deferred = false;
    let handled = if rules.answers == Answers::Modal {
        timeout_at(ctx.incoming.received + WINDOW_WITHIN, &mut handler)
            .await
            .unwrap_or_else(|_| Ok(Err(TooSlow.into())))
    } else {
        tokio::select! {
            biased;
            handled = &mut handler => handled,
            () = sleep_until(ctx.incoming.received + DEFER_AFTER) => {
                // The handler goes on meanwhile: it may hold what others wait for.
                let (sent, handled) = tokio::join!(responder.defer(rules.answers), &mut handler);
                deferred = said(sent);
                handled
            }
        }
    };
    let failure = match handled {
        Ok(Ok((reply, reservation))) => {
            if let Some(reservation) = reservation {
                reservation.keep();
            }
            match deliver(ctx, responder, rules, deferred, reply).await {
                Ok(()) => return "answered",
                Err(error) if error.is_ours() => Failure::from(error),
                Err(error) => {
                    log_unsaid(&error);
                    return "unsaid";
                }
            }
        }
        Ok(Err(failure)) => failure,
        Err(panic) => Failure::Internal(crate::Internal::new(format!(
            "the handler panicked: {}",
            panic_text(&*panic)
        ))),
    };
    let (message, outcome) = match &failure {
        Failure::Refusal(refusal) => (refusal_message(ctx, refusal), refusal.reason()),
        Failure::Internal(error) => {
            let reference = Reference::random();
            tracing::error!(%reference, error = error.chain(), "handler failed");
            let args = Args::new().raw("reference", Raw::markup(reference.to_string()));
            (plain(&ctx.texts().with("apology", &args)), "internal")
        }
    };
    said(tell(responder, rules.answers, deferred, message).await);
    outcome
}

/// Tells the person something privately, whatever Discord shows at the moment.
async fn tell(
    responder: &Responder,
    answers: Answers,
    deferred: bool,
    message: Message,
) -> Result<(), RestError> {
    match (deferred, answers) {
        (false, _) => responder.message(message, true).await,
        (true, Answers::Private) => responder.edit_original(message).await,
        (true, Answers::Public) if responder.stays_private() => {
            responder.edit_original(message).await
        }
        (true, Answers::Public) => {
            // Where the waiting sign stays, Discord puts the words in its place: seen by all, but said.
            said(responder.delete_original().await);
            responder.follow_up(message, true).await
        }
        (true, Answers::Update | Answers::Modal) => responder.follow_up(message, true).await,
    }
}

async fn deliver<A: Send + Sync>(
    ctx: &Ctx<A>,
    responder: &Responder,
    rules: &Rules,
    deferred: bool,
    reply: Reply,
) -> Result<(), RestError> {
    match (reply.first, deferred) {
        (First::Message { message, private }, false) => {
            responder.message(*message, private).await?;
        }
        (First::Message { message, private }, true) => {
            match (rules.answers, private) {
                (Answers::Private, true) | (Answers::Public, false) => {
                    responder.edit_original(*message).await?;
                }
                (Answers::Private | Answers::Public, _) if responder.stays_private() => {
                    responder.edit_original(*message).await?;
                }
                // What was announced is not what came: the waiting sign goes, the answer is new.
                (Answers::Private | Answers::Public, _) => {
                    responder.delete_original().await?;
                    responder.follow_up(*message, private).await?;
                }
                (Answers::Update | Answers::Modal, _) => {
                    responder.follow_up(*message, private).await?;
                }
            }
        }
        (First::Update(message), false) => responder.update(*message).await?,
        (First::Update(message), true) => responder.edit_source(*message).await?,
        (First::Modal(modal), _) => responder.modal(&modal).await?,
        (First::Nothing, false) => responder.nothing().await?,
        (First::Nothing, true) => {}
    }
    for next in reply.then {
        // The answer has arrived, and its message still has to follow its row.
        said(responder.follow_up(next.message, next.private).await);
    }
    let settle = reply.settle.map(|mut settle| {
        // One row may be shown by several messages, and each has to be brought up to date.
        let shown_in = ctx
            .incoming
            .source
            .as_ref()
            .map_or(0, |source| source.message);
        settle.key = format!("{} in {shown_in}", settle.key);
        settle
    });
    if let Some(settle) = settle
        && let Err(failure) = ctx.hall.settling.run(responder, settle).await
        && let Failure::Internal(error) = failure
    {
        tracing::warn!(error = error.chain(), "message may show an older state");
    }
    Ok(())
}

fn refusal_message<A: Send + Sync>(ctx: &Ctx<A>, refusal: &Refusal) -> Message {
    plain(&ctx.texts().render(&refusal.text))
}

fn plain(text: &str) -> Message {
    Message::classic().content(text).into()
}

/// Whether it arrived; if not, the log says so, for nobody else can be told.
fn said(result: Result<(), RestError>) -> bool {
    match result {
        Ok(()) => true,
        Err(error) => {
            log_unsaid(&error);
            false
        }
    }
}

fn log_unsaid(error: &RestError) {
    match error.code() {
        // Another process of this bot answered, or the person's client gave up: nothing to do.
        Some(ALREADY_ACKNOWLEDGED | UNKNOWN_INTERACTION) => {
            metrics::counter!("interactions_lost_total").increment(1);
            tracing::warn!(error = chain(error), "answer came too late or twice");
        }
        _ => tracing::error!(error = chain(error), "answer could not be delivered"),
    }
}

fn count(handler: &'static str, outcome: &'static str, received: Instant) {
    let took = received.elapsed();
    metrics::counter!("interactions_total", "handler" => handler, "outcome" => outcome)
        .increment(1);
    metrics::histogram!("interaction_seconds", "handler" => handler).record(took.as_secs_f64());
    tracing::debug!(
        outcome,
        took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "interaction done"
    );
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a message".to_owned())
}
