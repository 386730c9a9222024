//! Pictures and files inside components: thumbnail, gallery, file.

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    rule::Rule,
    tree::Tree,
};

/// Pictures of one gallery (docs).
const ITEMS: usize = 10;
/// Code points of a description, the alternative text (docs).
const DESCRIPTION: usize = 1024;
/// Code points of an address (spec).
const URL: usize = 2048;
/// Addresses of pictures.
const PICTURES: [&str; 3] = ["http", "https", ATTACHMENT];
/// Scheme that names an uploaded file.
const ATTACHMENT: &str = "attachment";

/// Checks a thumbnail.
pub(super) fn thumbnail(form: &mut Form, tree: &Tree, thumbnail: &Object) {
    item(form, tree, thumbnail);
}

/// Checks a gallery.
pub(super) fn gallery(form: &mut Form, tree: &Tree, gallery: &Object) {
    if let Some(items) = form.list(gallery, "items", Required, 1..=ITEMS) {
        form.each("items", items, |form, picture, _| item(form, tree, picture));
    }
}

/// Checks a file component, which shows an uploaded file and nothing else (docs).
pub(super) fn file(form: &mut Form, tree: &Tree, file: &Object) {
    form.boolean(file, "spoiler");
    source(form, tree, file, "file", &[ATTACHMENT]);
}

fn item(form: &mut Form, tree: &Tree, picture: &Object) {
    form.text(picture, "description", Optional, 1..=DESCRIPTION);
    form.boolean(picture, "spoiler");
    source(form, tree, picture, "media", &PICTURES);
}

fn source(form: &mut Form, tree: &Tree, object: &Object, key: &str, schemes: &[&str]) {
    form.nested(object, key, Required, |form, media| {
        let url = form.url(media, "url", Required, URL, schemes);
        let name = url.and_then(|url| url.strip_prefix("attachment://"));
        if name.is_some_and(|name| !tree.attachments.holds(name)) {
            form.refuse_at(
                "url",
                Rule::new(
                    "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
                    "The referenced attachment was not found",
                ),
            );
        }
    });
}
