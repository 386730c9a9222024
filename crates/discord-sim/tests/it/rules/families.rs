//! The table's parts by name.

use super::{
    Rule, callbacks, channels, command_options, commands, components, embeds, layouts,
    message_parts, messages, modal_inputs, modals, others, selects, threads, webhooks,
};

/// Every rule, family by family.
pub(super) fn all() -> Vec<(&'static str, Vec<Rule>)> {
    vec![
        ("messages", messages::rules()),
        ("message parts", message_parts::rules()),
        ("embeds", embeds::rules()),
        ("components", components::rules()),
        ("selects", selects::rules()),
        ("layouts", layouts::rules()),
        ("modals", modals::rules()),
        ("modal inputs", modal_inputs::rules()),
        ("commands", commands::rules()),
        ("command options", command_options::rules()),
        ("callbacks", callbacks::rules()),
        ("webhooks", webhooks::rules()),
        ("channels", channels::rules()),
        ("threads", threads::rules()),
        ("others", others::rules()),
    ]
}
