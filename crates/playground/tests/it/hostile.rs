//! Text from people and bots is text: 300 hostile strings as names, topics, messages and components run no script.

use std::fmt::Write as _;

use browser::{Find as _, Look, Window, like};
use serde_json::{Value, json};
use showcase::Hall;

use crate::gallery::Gallery;

/// What would set `window.ran` if any of it ran.
const SCRIPT: &str = "window.ran=1";

/// Ways to smuggle a script into a page, with a mark of their own.
fn attacks() -> Vec<String> {
    let bare = [
        "<script>S</script>",
        "<img src=x onerror=S>",
        "<svg onload=S>",
        "<svg><script>S</script></svg>",
        "\"><img src=x onerror=S>",
        "'><img src=x onerror=S>",
        "</textarea><img src=x onerror=S>",
        "</title><script>S</script>",
        "<iframe srcdoc=\"<script>parent.S</script>\"></iframe>",
        "<iframe src=\"javascript:parent.S\"></iframe>",
        "<a href=\"javascript:S\">a</a>",
        "[a](javascript:S)",
        "[a](<javascript:S>)",
        "[a](data:text/html,<script>S</script>)",
        "<javascript:S>",
        "javascript:S",
        "jav\tascript:S",
        "\u{1}javascript:S",
        "[a](vbscript:S)",
        "[a](https://x\" onmouseover=\"S)",
        "https://x.example/\"onfocus=\"S\"autofocus=\"",
        "<details open ontoggle=S>",
        "<body onload=S>",
        "<input autofocus onfocus=S>",
        "<video><source onerror=S></video>",
        "<math><mtext><style><img src=x onerror=S>",
        "<style>@import 'javascript:S'</style>",
        "<link rel=stylesheet href=javascript:S>",
        "<meta http-equiv=refresh content=\"0;url=javascript:S\">",
        "<base href=javascript:S//>",
        "<object data=javascript:S>",
        "<embed src=javascript:S>",
        "<form action=javascript:S><button>go</button></form>",
        "<template><script>S</script></template>",
        "<noscript><p title=\"</noscript><img src=x onerror=S>\">",
        "{{constructor.constructor('S')()}}",
        "${S}",
        "`;S;//`",
        "__proto__",
        "constructor",
        "<t:0:R\" onload=\"S>",
        "<:a\" onerror=\"S:1>",
        "<@1\" onclick=\"S>",
        "```html\n<script>S</script>\n```",
        "`<script>S</script>`",
        "||<img src=x onerror=S>||",
        "> <img src=x onerror=S>",
        "# <img src=x onerror=S>",
        "%3Cscript%3ES%3C/script%3E",
        "&lt;script&gt;S&lt;/script&gt;",
        "\u{202e}<script>S</script>",
        "<ſcript>S</ſcript>",
        "<scr\0ipt>S</scr\0ipt>",
        "<!--><img src=x onerror=S>-->",
        "<![CDATA[><img src=x onerror=S>]]>",
        "//<img src=x onerror=S>",
        "<x contenteditable onblur=S>x",
        "<x style=animation-name:x onanimationstart=S>x",
        "<portal src=javascript:S>",
        "<a ping=javascript:S href=x>a</a>",
    ];
    let shells: [fn(&str) -> String; 5] = [
        ToOwned::to_owned,
        str::to_uppercase,
        |text| format!("**{text}**"),
        |text| format!("[{text}](https://example.org)"),
        |text| format!("a\u{200b}{text}\n{text}"),
    ];
    let shells = shells.iter();
    shells
        .flat_map(|shell| {
            bare.iter()
                .map(move |text| shell(&text.replace('S', SCRIPT)))
        })
        .collect()
}

/// Short enough for a name, whatever comes with it.
fn short(text: &str, most: usize) -> String {
    text.chars().filter(|c| *c != '\0').take(most).collect()
}

/// A message with the text in every place that takes one.
fn everywhere(text: &str) -> Value {
    let (label, long) = (short(text, 75), short(text, 200));
    json!({"content": short(text, 1_500), "embeds": [{"title": long, "description": long,
        "author": {"name": long}, "footer": {"text": long}, "fields": [{"name": long, "value": long}]}],
        "components": [{"type": 1, "components": [
            {"type": 2, "style": 1, "label": label, "custom_id": label}]},
            {"type": 1, "components": [{"type": 3, "custom_id": format!("s{label}"), "placeholder": label,
                "options": [{"label": label, "value": label, "description": label}]}]}]})
}

async fn ran(window: &Window) -> bool {
    window.evaluate("'ran' in window").await.unwrap()
}

/// Everybody has a hostile name, and so has every channel and role.
fn rename(hall: &Hall, text: &str) {
    hall.ann.set_display_name(&short(text, 32));
    hall.gallery.set_topic(&short(text, 1_000));
    hall.guild.text_channel(&short(text, 100));
    hall.guild.role(&short(text, 100), 0);
}

#[tokio::test]
async fn three_hundred_hostile_strings_run_no_script() {
    let gallery = Gallery::open(0).await;
    let window = gallery
        .window("bob", &gallery.hall.gallery, Look::desktop().dark())
        .await;
    let attacks = attacks();
    assert!(attacks.len() >= 300, "{} strings", attacks.len());
    let mut failed = String::new();
    for (number, text) in attacks.iter().enumerate() {
        if number % 20 == 0 {
            rename(&gallery.hall, text);
        }
        let mut body = everywhere(text);
        body["content"] = json!(format!(
            "attack {number}: {}",
            body["content"].as_str().unwrap()
        ));
        gallery
            .hall
            .bot
            .post(&gallery.hall.gallery, &body)
            .await
            .unwrap();
        gallery
            .hall
            .ann
            .in_channel(&gallery.hall.gallery)
            .say(&short(text, 1_900))
            .unwrap();
        if number % 20 == 19 {
            window.shows(&format!("attack {number}:")).await.unwrap();
            if ran(&window).await {
                let _infallible = writeln!(failed, "a script ran by message {number}: {text}");
                break;
            }
        }
    }
    assert_eq!(failed, "");
    // Links that a person could press lead to the web only.
    let links: Vec<String> = window
        .evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.protocol)")
        .await
        .unwrap();
    assert!(
        links
            .iter()
            .all(|link| matches!(link.as_str(), "http:" | "https:")),
        "{links:?}"
    );
    // Pressing what they made runs nothing either.
    window.button(like("script")).last().click().await.unwrap();
    window.screenshot("hostile/strings").await.unwrap();
    assert!(!ran(&window).await);
    gallery.close(window);
}
