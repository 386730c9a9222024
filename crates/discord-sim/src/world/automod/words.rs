//! Words of the presets: short lists of our own, so that a test can trigger each preset. Discord's lists are long,
//! secret and in many languages; what is not here is not found here, and may be found there.

/// Preset 1.
const PROFANITY: &[&str] = &["arse*", "bastard", "bollocks", "damn", "shit*"];
/// Preset 2.
const SEXUAL_CONTENT: &[&str] = &["nude*", "porn*", "sexting"];
/// Preset 3; stand-ins, for no test needs the real ones.
const SLURS: &[&str] = &["slurword", "slurwords"];

/// The keywords of a preset.
pub(super) fn preset(number: u64) -> &'static [&'static str] {
    match number {
        1 => PROFANITY,
        2 => SEXUAL_CONTENT,
        3 => SLURS,
        _ => &[],
    }
}
