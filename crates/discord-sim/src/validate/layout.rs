//! How components of a message nest: rows of buttons or one select; with `IS_COMPONENTS_V2` also sections, texts,
//! galleries, files, separators and containers.

use super::{
    attachment::Attachments,
    button::button,
    embed::COLOUR,
    form::{Form, Need::Optional, Need::Required, Object},
    media,
    rule::{self, Rule},
    select::{Host, SELECTS, select},
    tree::Tree,
};

/// Types of components (docs, components/reference).
pub(super) const ROW: i64 = 1;
pub(super) const TEXT_DISPLAY: i64 = 10;
const BUTTON: i64 = 2;
const SECTION: i64 = 9;
const THUMBNAIL: i64 = 11;
const GALLERY: i64 = 12;
const FILE: i64 = 13;
const SEPARATOR: i64 = 14;
const CONTAINER: i64 = 17;

/// What may stand at the top of a message without the flag, and with it.
const LEGACY: [i64; 1] = [ROW];
const TOP: [i64; 7] = [
    ROW,
    SECTION,
    TEXT_DISPLAY,
    GALLERY,
    FILE,
    SEPARATOR,
    CONTAINER,
];
/// What may stand in a container.
const IN_CONTAINER: [i64; 6] = [ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR];
/// What may stand in a row.
const IN_ROW: [i64; 6] = [
    BUTTON, SELECTS[0], SELECTS[1], SELECTS[2], SELECTS[3], SELECTS[4],
];

/// Rows of a message without the flag (docs).
const ROWS: usize = 5;
/// Buttons of a row (docs).
const BUTTONS: usize = 5;
/// Components of a message with the flag, nested ones counted (docs).
const COMPONENTS: usize = 40;
/// Code points of one text display, and of all in one message together (spec; K).
const TEXT: usize = 4000;
/// Texts of a section (docs).
const SECTION_TEXTS: usize = 3;

/// Checks `components` of a message.
pub(super) fn components(form: &mut Form, body: &Object, v2: bool, attachments: Attachments) {
    let (limit, allowed): (usize, &[i64]) = if v2 {
        (COMPONENTS, &TOP)
    } else {
        (ROWS, &LEGACY)
    };
    let Some(list) = form.list(body, "components", Optional, 0..=limit) else {
        return;
    };
    let mut tree = Tree::with(attachments);
    form.each("components", list, |form, component, _| {
        self::component(form, &mut tree, component, allowed);
    });
    if tree.components > COMPONENTS && list.len() <= COMPONENTS {
        form.refuse_at(
            "components",
            Rule::new(
                "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
                format!("The total number of components cannot exceed {COMPONENTS}"),
            ),
        );
    }
    if tree.text > TEXT {
        form.refuse_at(
            "components",
            Rule::new(
                "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                format!("Components displayable text size exceeds maximum size of {TEXT}"),
            ),
        );
    }
}

fn component(form: &mut Form, tree: &mut Tree, component: &Object, allowed: &[i64]) {
    match tree.enter(form, component, allowed) {
        Some(ROW) => row(form, tree, component),
        Some(SECTION) => section(form, tree, component),
        Some(TEXT_DISPLAY) => text_display(form, tree, component),
        Some(GALLERY) => media::gallery(form, tree, component),
        Some(FILE) => media::file(form, tree, component),
        Some(SEPARATOR) => {
            form.boolean(component, "divider");
            form.one_of(component, "spacing", Optional, &[1, 2]);
        }
        Some(CONTAINER) => container(form, tree, component),
        _ => {}
    }
}

fn row(form: &mut Form, tree: &mut Tree, row: &Object) {
    let Some(list) = form.list(row, "components", Required, 1..=BUTTONS) else {
        return;
    };
    let alone = list.len() == 1;
    form.each("components", list, |form, component, _| {
        match tree.enter(form, component, &IN_ROW) {
            Some(BUTTON) => button(form, tree, component),
            Some(kind) => {
                if !alone {
                    form.refuse(rule::too_wide());
                }
                select(form, tree, component, kind, Host::Message);
            }
            None => {}
        }
    });
}

fn section(form: &mut Form, tree: &mut Tree, section: &Object) {
    if let Some(list) = form.list(section, "components", Required, 1..=SECTION_TEXTS) {
        form.each("components", list, |form, component, _| {
            if tree.enter(form, component, &[TEXT_DISPLAY]).is_some() {
                text_display(form, tree, component);
            }
        });
    }
    form.nested(
        section,
        "accessory",
        Required,
        |form, accessory| match tree.enter(form, accessory, &[BUTTON, THUMBNAIL]) {
            Some(BUTTON) => button(form, tree, accessory),
            Some(_) => media::thumbnail(form, tree, accessory),
            None => {}
        },
    );
}

/// Checks a text display and adds its length to the tree's.
pub(super) fn text_display(form: &mut Form, tree: &mut Tree, display: &Object) {
    if let Some(text) = form.text(display, "content", Required, 1..=TEXT) {
        tree.text += text.chars().count();
    }
}

fn container(form: &mut Form, tree: &mut Tree, container: &Object) {
    form.integer(container, "accent_color", Optional, 0..=COLOUR);
    form.boolean(container, "spoiler");
    if let Some(list) = form.list(container, "components", Required, 1..=COMPONENTS) {
        form.each("components", list, |form, child, _| {
            component(form, tree, child, &IN_CONTAINER);
        });
    }
}
