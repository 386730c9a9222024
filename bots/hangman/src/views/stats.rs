//! What one person has played and earned in one place.

use db::user_bot_stats::Model;
use embeds::{Message, Tone, container, progress};
use i18n::{Args, Raw, Texts};

/// Marks of the progress bar.
const BAR_WIDTH: u16 = 12;

/// The card; `None` for somebody who has not finished a game yet.
#[must_use]
pub fn message(stats: Option<&Model>, texts: &Texts) -> Message {
    let card = container(Tone::Brand).heading(&texts.get("stats-title"));
    let Some(stats) = stats else {
        return card.text(texts.get("stats-nothing")).into();
    };
    // A number below zero cannot be booked; shown as nothing it does no harm here.
    let [xp, played, won] =
        [stats.xp, stats.played, stats.won].map(|count| u64::try_from(count).unwrap_or(0));
    let gamification::Progress { level, done, span } = gamification::progress(xp);
    let level = texts.with(
        "stats-level",
        &Args::new()
            .raw("level", level)
            .raw("bar", Raw::markup(progress::bar(done, span, BAR_WIDTH)))
            .raw("missing", span.saturating_sub(done)),
    );
    let games = texts.with(
        "stats-games",
        &Args::new()
            .raw("xp", xp)
            .raw("played", played)
            .raw("won", won)
            .raw("percent", progress::percent(won, played)),
    );
    card.text(level).text(games).into()
}
