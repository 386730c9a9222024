//! Modals: title, labels with one input each, texts between them; and the older row with one text input.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    layout::{ROW, TEXT_DISPLAY, text_display},
    rule,
    select::{Host, SELECTS, chosen, labelled, needed, select},
    tree::Tree,
    violation::Rejection,
};

/// Types of components that only modals have (docs).
const TEXT_INPUT: i64 = 4;
const LABEL: i64 = 18;
const FILE_UPLOAD: i64 = 19;
const RADIO_GROUP: i64 = 21;
const CHECKBOX_GROUP: i64 = 22;
const CHECKBOX: i64 = 23;

/// What may stand at a modal's top, and in a label.
const TOP: [i64; 3] = [ROW, TEXT_DISPLAY, LABEL];
const IN_LABEL: [i64; 10] = [
    SELECTS[0],
    TEXT_INPUT,
    SELECTS[1],
    SELECTS[2],
    SELECTS[3],
    SELECTS[4],
    FILE_UPLOAD,
    RADIO_GROUP,
    CHECKBOX_GROUP,
    CHECKBOX,
];

/// Components at the top (docs; the spec says 40).
const COMPONENTS: usize = 5;
/// Code points of the modal's title (docs).
const TITLE: usize = 45;
/// Code points of a label (docs).
const LABEL_TEXT: usize = 45;
/// Code points of a label's description (docs).
const LABEL_DESCRIPTION: usize = 100;
/// Code points that a text input may hold (docs).
const INPUT: usize = 4000;
/// `INPUT` as `min_length` and `max_length` count.
const INPUT_LENGTH: i64 = 4000;
/// Code points of a text input's placeholder (docs).
const PLACEHOLDER: usize = 100;
/// Files of one upload, likewise options of a radio or checkbox group (docs).
const TEN: i64 = 10;
/// Options of a radio group and of a checkbox group (docs).
const RADIO_OPTIONS: RangeInclusive<usize> = 2..=10;
const CHECKBOX_OPTIONS: RangeInclusive<usize> = 1..=10;

/// Checks `data` of an answer of type 9.
///
/// # Errors
///
/// The broken rules.
pub fn modal(data: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(modal) = form.root(data) {
        fields(&mut form, modal);
    }
    form.finish()
}

/// Checks a modal at the form's place.
pub(super) fn fields(form: &mut Form, modal: &Object) {
    let mut tree = Tree::default();
    // The modal's own custom id lives apart from those of its components.
    Tree::default().custom_id(form, modal);
    form.text(modal, "title", Required, 1..=TITLE);
    let Some(list) = form.list(modal, "components", Required, 1..=COMPONENTS) else {
        return;
    };
    form.each("components", list, |form, component, _| {
        match tree.enter(form, component, &TOP) {
            Some(ROW) => row(form, &mut tree, component),
            Some(TEXT_DISPLAY) => text_display(form, &mut tree, component),
            Some(_) => label(form, &mut tree, component),
            None => {}
        }
    });
}

fn row(form: &mut Form, tree: &mut Tree, row: &Object) {
    let Some(list) = form.list(row, "components", Required, 1..=COMPONENTS) else {
        return;
    };
    form.each("components", list, |form, component, index| {
        if index > 0 {
            form.refuse(rule::too_wide());
        }
        if tree.enter(form, component, &[TEXT_INPUT]).is_some() {
            form.text(component, "label", Required, 1..=LABEL_TEXT);
            text_input(form, tree, component);
        }
    });
}

fn label(form: &mut Form, tree: &mut Tree, label: &Object) {
    form.text(label, "label", Required, 1..=LABEL_TEXT);
    form.text(label, "description", Optional, 1..=LABEL_DESCRIPTION);
    form.nested(label, "component", Required, |form, component| {
        let Some(kind) = tree.enter(form, component, &IN_LABEL) else {
            return;
        };
        match kind {
            TEXT_INPUT => text_input(form, tree, component),
            FILE_UPLOAD => {
                tree.custom_id(form, component);
                chosen(form, component, TEN, 1);
                let required = form.boolean(component, "required");
                needed(form, component, required);
            }
            RADIO_GROUP | CHECKBOX_GROUP => group(form, tree, component, kind),
            CHECKBOX => {
                tree.custom_id(form, component);
                form.boolean(component, "default");
            }
            _ => select(form, tree, component, kind, Host::Modal),
        }
    });
}

fn text_input(form: &mut Form, tree: &mut Tree, input: &Object) {
    tree.custom_id(form, input);
    form.one_of(input, "style", Required, &[1, 2]);
    form.text(input, "placeholder", Optional, 0..=PLACEHOLDER);
    form.text(input, "value", Optional, 0..=INPUT);
    form.boolean(input, "required");
    let least = form.integer(input, "min_length", Optional, 0..=INPUT_LENGTH);
    let most = form.integer(input, "max_length", Optional, 1..=INPUT_LENGTH);
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        form.refuse_at("min_length", rule::too_large("int", most));
    }
}

/// A radio group, of which one option is chosen, or a checkbox group, of which all may be.
fn group(form: &mut Form, tree: &mut Tree, group: &Object, kind: i64) {
    tree.custom_id(form, group);
    let required = form.boolean(group, "required");
    needed(form, group, required);
    let (options, most) = if kind == RADIO_GROUP {
        (RADIO_OPTIONS, 1)
    } else {
        (CHECKBOX_OPTIONS, chosen(form, group, TEN, TEN))
    };
    if let Some(list) = form.list(group, "options", Required, options) {
        labelled(form, list, most);
    }
}
