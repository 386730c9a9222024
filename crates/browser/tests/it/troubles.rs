//! A page that does what it must not fails its test, with words that help.

use std::time::Duration;

use browser::{Find as _, TroubleKind};

use crate::site::window;

#[tokio::test]
async fn all_that_a_console_shows_in_red_is_trouble() {
    let script = "console.error('one', 2);
        setTimeout(() => { throw new Error('three'); });
        Promise.reject(new Error('four'));
        fetch('/nowhere').catch(() => {});
        const picture = new Image();
        picture.src = 'http://elsewhere.example/x.png';
        document.querySelector('main').append(picture);
        try { document.body.innerHTML = '<b>'; } catch {}
        setTimeout(() => alert('five'));";
    let ann = window("", script).await;
    let wanted = [
        (TroubleKind::Console, "one 2"),
        (TroubleKind::Exception, "three"),
        (TroubleKind::Exception, "four"),
        (TroubleKind::Policy, "elsewhere.example"),
        (TroubleKind::Policy, "TrustedHTML"),
        (TroubleKind::Dialog, "alert: five"),
    ];
    for (kind, text) in wanted {
        ann.until(text, async || {
            let troubles = ann.troubles().await.ok()?;
            let mut found = troubles.into_iter();
            found.find(|trouble| trouble.kind == kind && trouble.text.contains(text))
        })
        .await
        .unwrap();
    }
    let forgiven = ann.forgive(|_| true).await.unwrap();
    assert!(forgiven[0].at.ends_with("/script.js:1"), "{forgiven:?}");
}

#[tokio::test]
async fn a_window_in_trouble_fails_its_test() {
    let ann = window("", "console.error('no')").await;
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(ann)));
    let said = dropped.unwrap_err().downcast::<String>().unwrap();
    assert!(
        said.starts_with("the page was in trouble:\n  console: no ("),
        "{said}"
    );

    let ann = window("", "console.error('no')").await;
    let error = ann.close().await.unwrap_err().to_string();
    assert!(error.contains("console: no"), "{error}");
}

#[tokio::test]
async fn a_failed_wait_says_what_is_there_instead() {
    let body = "<p>Nothing to see</p><button>One</button><button>Two</button>
        <div style='x'></div>";
    let ann = window(body, "").await;
    ann.forgive(|_| true).await.unwrap();
    ann.set_patience(Duration::from_millis(300));
    let error = ann.button("Three").click().await.unwrap_err().to_string();
    for words in [
        "waited 300ms for button \"Three\": there is none; there are \"One\", \"Two\"",
        "the page shows:\n  Nothing to see",
        "a picture of it: ",
        "troubles.a_failed_wait_says_what_is_there_instead-1.png",
    ] {
        assert!(error.contains(words), "{words}:\n{error}");
    }
}

#[tokio::test]
async fn what_is_covered_cannot_be_clicked() {
    let script = "document.querySelector('#lid').style.cssText = 'position:fixed;inset:0';
        document.querySelector('button').onclick = () => { document.title = 'clicked'; };";
    let ann = window("<button>One</button><div id=lid class=dark></div>", script).await;
    ann.set_patience(Duration::from_millis(300));
    let error = ann.button("One").click().await.unwrap_err().to_string();
    assert!(error.contains("it is covered by <div#lid.dark>"), "{error}");
    assert_eq!(ann.title().await.unwrap(), "A page");
}
