//! Reading files, falling back, filling in values.

use i18n::{Args, Catalog, Locale, Raw, Text};

const EN: &str = "\
hello = Hello
only-english = Only in English
-brand = Guildhall
welcome = { -brand } greets { $name }
letters = { $count ->
    [one] one letter left
   *[other] { $count } letters left
 }
fraction = { NUMBER($part, minimumFractionDigits: 2) }
category-animals = animals
picked = You picked { $category }
";
const DE: &str = "\
hello = Hallo
-brand = Gildenhaus
welcome = { -brand } grüßt { $name }
letters = { $count ->
    [one] noch ein Buchstabe
   *[other] noch { $count } Buchstaben
 }
category-animals = Tiere
picked = Du hast { $category } gewählt
";

fn catalog() -> Catalog {
    Catalog::builder()
        .add("en-US", "en-US/bot.ftl", EN)
        .add("de", "de/bot.ftl", DE)
        .build()
        .unwrap()
}

fn in_locale(code: &str) -> i18n::Texts {
    catalog().texts(&Locale::parse(code).unwrap())
}

#[test]
fn a_text_comes_in_the_readers_locale_or_the_next_best() {
    assert_eq!(in_locale("de").get("hello"), "Hallo");
    assert_eq!(in_locale("de-AT").get("hello"), "Hallo");
    assert_eq!(in_locale("en-GB").get("hello"), "Hello");
    assert_eq!(in_locale("fr").get("hello"), "Hello");
    assert_eq!(in_locale("de").get("only-english"), "Only in English");
    assert_eq!(in_locale("de").get("nowhere"), "nowhere");
    assert_eq!(in_locale("en-GB").locale().as_str(), "en-GB");
}

#[test]
fn plurals_follow_the_language() {
    let count = |code, n: i64| in_locale(code).with("letters", &Args::new().raw("count", n));
    assert_eq!(count("en-US", 1), "one letter left");
    assert_eq!(count("en-US", 0), "0 letters left");
    assert_eq!(count("de", 1), "noch ein Buchstabe");
    assert_eq!(count("de", 26), "noch 26 Buchstaben");
    let russian = Catalog::builder()
        .add("en-US", "a.ftl", "n = x")
        .add(
            "ru",
            "b.ftl",
            "n = { $n ->\n    [one] буква\n    [few] буквы\n   *[many] букв\n }",
        )
        .build()
        .unwrap()
        .texts(&Locale::parse("ru").unwrap());
    let letters = |n: i64| russian.with("n", &Args::new().raw("n", n));
    assert_eq!(
        [letters(1), letters(3), letters(5), letters(21)],
        ["буква", "буквы", "букв", "буква"]
    );
}

#[test]
fn names_are_escaped_and_isolated_and_numbers_keep_their_digits() {
    let texts = in_locale("de");
    assert_eq!(
        texts.with(
            "welcome",
            &Args::new().escaped("name", "**@everyone**\n# Boss")
        ),
        "Gildenhaus grüßt \u{2068}\\*\\*@\u{200B}everyone\\*\\* \\# Boss\u{2069}"
    );
    assert_eq!(
        texts.with("welcome", &Args::new().plain("name", "*Ann*\u{202E}")),
        "Gildenhaus grüßt \u{2068}*Ann*\u{2069}"
    );
    let number = |raw: Raw| texts.with("picked", &Args::new().raw("category", raw));
    assert_eq!(
        number(1_234_567_890_123_456_789_u64.into()),
        "Du hast 1234567890123456789 gewählt"
    );
    assert_eq!(
        number(u64::MAX.into()),
        "Du hast 18446744073709551615 gewählt"
    );
    assert_eq!(
        number(i64::MIN.into()),
        "Du hast -9223372036854775808 gewählt"
    );
    assert_eq!(number(7_usize.into()), "Du hast 7 gewählt");
    assert_eq!(number(Raw::mention(5)), "Du hast <@5> gewählt");
    assert_eq!(number(Raw::relative_time(60)), "Du hast <t:60:R> gewählt");
    assert_eq!(number(Raw::date_time(60)), "Du hast <t:60:f> gewählt");
    assert_eq!(
        texts.with("fraction", &Args::new().raw("part", 0.5)),
        "0.50"
    );
}

#[test]
fn a_text_in_a_text_is_rendered_in_the_same_locale() {
    let text = Text::new("picked").raw("category", Text::new("category-animals"));
    assert_eq!(in_locale("de").render(&text), "Du hast Tiere gewählt");
    assert_eq!(in_locale("en-US").render(&text), "You picked animals");
    assert_eq!(text.key(), "picked");
    assert_eq!(text.args().names().collect::<Vec<_>>(), ["category"]);
}

#[test]
fn a_forgotten_value_still_gives_a_sentence() {
    assert_eq!(
        in_locale("en-US").get("welcome"),
        "Guildhall greets {$name}"
    );
}

#[test]
fn localizations_list_only_locales_that_have_the_text() {
    let all = |key| {
        catalog()
            .all(key)
            .into_iter()
            .map(|(locale, text)| format!("{locale}={text}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(all("hello"), ["de=Hallo", "en-US=Hello"]);
    assert_eq!(all("only-english"), ["en-US=Only in English"]);
    assert!(all("nowhere").is_empty());
    assert!(catalog().has("hello") && !catalog().has("-brand") && !catalog().has("nowhere"));
    assert_eq!(
        catalog().locales().collect::<Vec<_>>(),
        [Locale::DE, Locale::EN_US]
    );
}

#[test]
fn all_locales_of_discord_can_be_built_and_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    let builder = Locale::all().fold(Catalog::builder(), |builder, locale| {
        builder.add(locale.as_str(), "x.ftl", EN)
    });
    let catalog = builder.build().unwrap();
    shared(&catalog);
    for locale in Locale::all() {
        let texts = catalog.texts(&locale);
        shared(&texts);
        assert!(
            texts
                .with("letters", &Args::new().raw("count", 2_i64))
                .contains("letter"),
            "{locale}"
        );
    }
}

#[test]
fn everything_wrong_is_named_at_once() {
    let error = Catalog::builder()
        .add(
            "de",
            "de/bot.ftl",
            "a = x\n\nbroken { = y\n\nb = fine\na = again\n",
        )
        .add(
            "de",
            "de/more.ftl",
            "b = twice\nc = { nowhere } { -term }\nd = { e }\ne = { d }\n",
        )
        .add(
            "de",
            "de/attributes.ftl",
            "f = x\n    .name = y\ng =\n    .name = y\n",
        )
        .add("klingon", "tlh.ftl", "")
        .build()
        .unwrap_err();
    insta::assert_snapshot!(error);
    assert!(
        Catalog::builder().build().is_ok(),
        "no texts at all are fine"
    );
}
