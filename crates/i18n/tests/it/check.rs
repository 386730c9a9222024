//! Each kind of forgotten text is found, and a clean bot is clean.

use i18n::Catalog;
use i18n::check::problems;

const EN: &str = "\
board-title = { $name } plays
board-left = { $count } left
cmd-start-name = start
over = Over: { board-part }
board-part = part
";
const DE: &str = "\
board-title = { $name } spielt
board-left = noch { $count }
cmd-start-name = start
over = Aus: { board-part }
board-part = Teil
";
const SOURCE: &str = r#"
    fn view(texts: &Texts) {
        Text::new("board-title").escaped("name", name);
        texts.with("board-left", &Args::new().raw("count", 1));
        texts.get("over");
    }
"#;

fn found(en: &str, de: &str, source: &str, used: &[&str]) -> String {
    let catalog = Catalog::builder()
        .add("en-US", "en-US.ftl", en)
        .add("de", "de.ftl", de)
        .build()
        .unwrap();
    let used: Vec<String> = used.iter().map(ToString::to_string).collect();
    let found = problems(
        &catalog,
        &[("src/view.rs".to_owned(), source.to_owned())],
        &used,
    );
    found
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_clean_bot_is_clean() {
    assert_eq!(found(EN, DE, SOURCE, &["cmd-*"]), "");
    assert_eq!(found(EN, DE, SOURCE, &["cmd-start-name"]), "");
}

#[test]
fn a_key_missing_in_a_locale_is_found() {
    let without = DE.replace("board-left = noch { $count }\n", "");
    insta::assert_snapshot!(found(EN, &without, SOURCE, &["cmd-*"]));
    let more = format!("{DE}nur-hier = x\n");
    insta::assert_snapshot!(found(EN, &more, SOURCE, &["cmd-*", "nur-*"]));
}

#[test]
fn an_unused_key_is_found() {
    insta::assert_snapshot!(found(EN, DE, SOURCE, &[]));
}

#[test]
fn different_values_between_locales_are_found() {
    insta::assert_snapshot!(found(
        EN,
        &DE.replace("noch { $count }", "noch { $anzahl }"),
        SOURCE,
        &["cmd-*"]
    ));
}

#[test]
fn values_of_references_count() {
    let (en, de) = (
        EN.replace("= part", "= { $part }"),
        DE.replace("= Teil", "= Teil { $part }"),
    );
    insta::assert_snapshot!(found(&en, &de, SOURCE, &["cmd-*"]));
}

#[test]
fn an_undefined_key_is_found() {
    let source = format!("{SOURCE} fn other() {{ Text::new(\"board-titel\"); }}");
    insta::assert_snapshot!(found(EN, DE, &source, &["cmd-*", "help-*", "exact"]));
}

#[test]
fn wrong_values_at_the_call_are_found() {
    let source = SOURCE
        .replace("\"name\"", "\"nmae\"")
        .replace("\"count\", 1", "\"count\", 1).raw(\"extra\", 2");
    let source = source.replace(
        "texts.get(\"over\")",
        "texts.get(\"board-left\"); texts.get(\"over\")",
    );
    insta::assert_snapshot!(found(EN, DE, &source, &["cmd-*"]));
}
