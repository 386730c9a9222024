//! The guide's table is the one that the program prints.

use std::fs;
use std::path::Path;

use crate::program::Folder;

const BEGIN: &str = "<!-- what `guildhall config reference` prints -->\n\n";

#[test]
fn the_guide_lists_every_key() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/configuration.md");
    let guide = fs::read_to_string(&path).unwrap();
    let (words, table) = guide
        .split_once(BEGIN)
        .expect("the guide ends with the reference");
    let printed = Folder::new().succeed("config reference");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&path, format!("{words}{BEGIN}{printed}")).unwrap();
        return;
    }
    assert_eq!(
        table, printed,
        "run this test once with INSTA_UPDATE=always, or paste what `guildhall config reference` prints"
    );
}
