//! A window looks as its person's screen does, and pictures show it.

use browser::{Browser, Look};

use crate::site::{serve, window};

/// Asks the page what it sees of its person.
const SEEN: &str = "[innerWidth, innerHeight, devicePixelRatio,
    ...['prefers-color-scheme: dark', 'prefers-reduced-motion: reduce', 'pointer: coarse'].map((query) =>
        Number(matchMedia(`(${query})`).matches))]";
const VIEWPORT: &str = "<meta name=viewport content='width=device-width'>";

#[tokio::test]
async fn size_and_preferences_are_the_persons() {
    let browser = Browser::shared().await.unwrap();
    let address = serve(VIEWPORT, "");
    let phone = Look::phone().dark().reduced_motion().locale("de");
    let bob = browser.window(&address, phone).await.unwrap();
    assert_eq!(
        bob.evaluate::<Vec<u32>>(SEEN).await.unwrap(),
        [390, 844, 2, 1, 1, 1]
    );
    let languages = "[navigator.language, new Intl.NumberFormat().format(1.5)].join(' ')";
    assert_eq!(bob.evaluate::<String>(languages).await.unwrap(), "de 1,5");
    bob.set_look(Look::desktop()).await.unwrap();
    assert_eq!(
        bob.evaluate::<Vec<u32>>(SEEN).await.unwrap(),
        [1280, 800, 1, 0, 0, 0]
    );
}

#[tokio::test]
async fn pictures_are_as_large_as_the_screen() {
    let browser = Browser::shared().await.unwrap();
    let bob = browser
        .window(&serve(VIEWPORT, ""), Look::phone())
        .await
        .unwrap();
    let path = bob.screenshot("browser/phone").await.unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(size(&bytes), (780, 1688));
    assert!(
        path.ends_with("screenshots/browser/phone.png"),
        "{}",
        path.display()
    );
}

/// Width and height in a PNG's header.
fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(&png[1..4], b"PNG");
    (number(16), number(20))
}

#[tokio::test]
async fn windows_are_different_persons() {
    let browser = Browser::shared().await.unwrap();
    let address = serve("", "");
    let ann = browser.window(&address, Look::desktop()).await.unwrap();
    let bob = browser.window(&address, Look::desktop()).await.unwrap();
    ann.evaluate::<()>("localStorage.setItem('who', 'ann'), null")
        .await
        .unwrap();
    ann.reload().await.unwrap();
    let who = "localStorage.getItem('who')";
    assert_eq!(
        ann.evaluate::<Option<String>>(who)
            .await
            .unwrap()
            .as_deref(),
        Some("ann")
    );
    assert_eq!(bob.evaluate::<Option<String>>(who).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_not_in_front_is_drawn_all_the_same() {
    let ann = window("", "").await;
    let _bob = window("", "").await;
    let frames = "new Promise((done) => {
        const began = performance.now();
        let count = 0;
        const next = () => (++count === 30 ? done(performance.now() - began) : requestAnimationFrame(next));
        next();
    })";
    let took: f64 = ann.evaluate(frames).await.unwrap();
    assert!(took < 5000.0, "{took} ms for 30 frames");
}
