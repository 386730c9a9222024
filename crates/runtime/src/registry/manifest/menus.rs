//! Context menus as Discord is told of them: a name in all languages, no description, no options.

use i18n::Catalog;
use serde_json::{Value, json};

use super::{ManifestError, admins_only, all, english, others, places};
use crate::{
    Menu,
    registry::{MenuKind, Registry},
};

/// Entries that a menu of one kind holds, per application (`interactions/application-commands.mdx`).
const MENUS_MAX: usize = 15;
/// Longest name of an entry, in characters.
const NAME_MAX: usize = 32;

/// All entries, those of users first, ordered by name.
pub(super) fn menus<A>(
    registry: &Registry<A>,
    catalog: &Catalog,
) -> Result<Vec<Value>, ManifestError> {
    for (kind, what) in [
        (MenuKind::User, "entries in the menu of users"),
        (MenuKind::Message, "entries in the menu of messages"),
    ] {
        let count = registry.menus.keys().filter(|(of, _)| *of == kind).count();
        if count > MENUS_MAX {
            return Err(ManifestError::TooMany {
                what,
                count,
                max: MENUS_MAX,
            });
        }
    }
    registry
        .menus
        .values()
        .map(|menu| entry(menu, catalog))
        .collect()
}

fn entry<A>(menu: &Menu<A>, catalog: &Catalog) -> Result<Value, ManifestError> {
    let name = menu.rules.name;
    let key = format!("menu-{}-name", name.to_lowercase().replace(' ', "-"));
    let texts = all(name, &key, catalog)?;
    if english(&texts) != name {
        return Err(ManifestError::MenuName {
            name,
            key,
            found: english(&texts),
        });
    }
    let unfit = texts.values().find(|text| {
        !(1..=NAME_MAX).contains(&text.chars().count()) || text.trim() != text.as_str()
    });
    if let Some(unfit) = unfit {
        return Err(ManifestError::MenuLength {
            name,
            found: unfit.clone(),
        });
    }
    let mut node = json!({
        "type": match menu.kind {
            MenuKind::User => 2,
            MenuKind::Message => 3,
        },
        "name": name,
        "name_localizations": others(&texts),
        "default_member_permissions": admins_only([&menu.rules]),
    });
    places(&mut node, name, [&menu.rules])?;
    Ok(node)
}
