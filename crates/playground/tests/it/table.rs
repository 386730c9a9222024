//! Playing hangman at a window: what a person does with its message.

use browser::{Find as _, Key, Locator, Window, like};

/// Letters in the order in which a player without a plan tries them.
pub(crate) const FREQUENT: &str = "EAIORNTLSCUDPMHGBFYWKVXZJQ";

/// Types a line and sends it.
pub(crate) async fn say(window: &Window, line: &str) {
    composer(window).click().await.unwrap();
    window
        .keyboard()
        .type_text(line)
        .press(Key::Enter)
        .await
        .unwrap();
}

/// The field that a person writes into.
pub(crate) fn composer(window: &Window) -> Locator {
    window.css("#composer-input")
}

/// The newest message with a game in it.
pub(crate) fn board(window: &Window) -> Locator {
    window
        .css("[role=log]")
        .article(like("hangman"))
        .with_text("Guess the word")
        .last()
}

/// Starts a game and waits for its message.
pub(crate) async fn start(window: &Window, options: &str) {
    say(window, &format!("/hangman start {options}")).await;
    board(window).button("E").wait().await.unwrap();
}

/// Letters that can still be pressed, most frequent ones first.
pub(crate) async fn letters(window: &Window) -> Vec<char> {
    let script = "[...document.querySelectorAll('[role=log] button[data-custom-id]:not([aria-disabled=true]:not([aria-busy]))')]\
        .map((button) => button.textContent.trim()).filter((text) => /^[A-Z]$/.test(text)).join('')";
    let free: String = window.evaluate(script).await.unwrap();
    FREQUENT
        .chars()
        .filter(|letter| free.contains(*letter))
        .collect()
}

/// Whether the newest game is over.
pub(crate) async fn is_over(window: &Window) -> bool {
    window.button(like("Play again")).exists().await.unwrap()
}

/// Waits until a letter was taken: its button is shown as used, or the game is over.
pub(crate) async fn taken(window: &Window, letter: char) {
    let used = format!(
        "[...document.querySelectorAll('[role=log] button[aria-disabled=true]:not([aria-busy])')]\
            .some((button) => button.textContent.trim().endsWith('{letter}'))"
    );
    let what = format!("{letter} to be taken");
    let waited = window.until(&what, async || {
        let used = window.evaluate::<bool>(&used).await.ok()?;
        (used || is_over(window).await).then_some(())
    });
    waited.await.unwrap();
}
