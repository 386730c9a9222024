//! A window: its page, what the page says of itself, and its end.

use std::{
    sync::{
        Arc, Mutex, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

use crate::{
    Browser, Keyboard, Look, Trouble, TroubleKind, failure,
    find::{Find, Step},
    locator::Locator,
    pictures,
    pointer::Pointer,
    protocol::lock,
    trouble,
};

/// How long a page gets to load.
const LOAD_MAX: Duration = Duration::from_secs(30);
/// How long the end of a window is waited for.
const END_MAX: Duration = Duration::from_secs(10);
/// What a page may use without asking its person.
const PERMISSIONS: [&str; 3] = [
    "clipboardReadWrite",
    "clipboardSanitizedWrite",
    "notifications",
];
/// Finishes what moves to an end, waits for fonts, and for what was changed to be drawn.
const SETTLE: &str = "(async () => {
    for (const one of document.getAnimations()) {
        if (Number.isFinite(one.effect?.getComputedTiming().endTime)) one.finish();
    }
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame++) await new Promise(drawn => requestAnimationFrame(drawn));
})()";

/// A person's window. Dropping it closes it, and panics if its page was in trouble that nobody forgave.
pub struct Window {
    pub(crate) page: Arc<Page>,
}

/// What a window and everything found in it share.
pub(crate) struct Page {
    browser: Browser,
    context: String,
    target: String,
    session: String,
    look: Mutex<Look>,
    patience: Mutex<Duration>,
    seen: Arc<Seen>,
    /// Numbers groups of remote objects, so that each can be let go of.
    groups: AtomicU64,
}

/// What events have told.
struct Seen {
    troubles: Mutex<Vec<Trouble>>,
    loads: watch::Sender<u64>,
    subscribers: Mutex<Vec<(String, mpsc::UnboundedSender<Value>)>>,
}

impl Window {
    pub(crate) async fn open(browser: Browser, address: &str, look: Look) -> Result<Self> {
        let protocol = browser.protocol();
        let answer = protocol
            .call(None, "Target.createBrowserContext", json!({}))
            .await?;
        let context = string(&answer["browserContextId"])?;
        let granted = json!({"permissions": PERMISSIONS, "browserContextId": context});
        protocol
            .call(None, "Browser.grantPermissions", granted)
            .await?;
        let (width, height) = look.size();
        let wanted = json!({"url": "about:blank", "browserContextId": context, "width": width, "height": height,
            "newWindow": true});
        let answer = protocol.call(None, "Target.createTarget", wanted).await?;
        let target = string(&answer["targetId"])?;
        let wanted = json!({"targetId": target, "flatten": true});
        let answer = protocol.call(None, "Target.attachToTarget", wanted).await?;
        let session = string(&answer["sessionId"])?;
        let seen = Arc::new(Seen {
            troubles: Mutex::default(),
            loads: watch::Sender::new(0),
            subscribers: Mutex::default(),
        });
        let page = Arc::new(Page {
            browser: browser.clone(),
            context,
            target,
            session,
            look: Mutex::new(look.clone()),
            patience: Mutex::new(failure::PATIENCE),
            seen,
            groups: AtomicU64::new(0),
        });
        page.listen();
        let window = Self { page };
        for domain in ["Page", "Runtime", "Log", "Inspector", "Accessibility"] {
            window.call(&format!("{domain}.enable"), json!({})).await?;
        }
        window.set_look(look).await?;
        window.go(address).await?;
        Ok(window)
    }

    /// Goes to an address and waits until the page has loaded.
    ///
    /// # Errors
    ///
    /// If it cannot be reached, or does not load in half a minute.
    pub async fn go(&self, address: &str) -> Result<()> {
        let loaded = self.page.next_load();
        let answer = self.call("Page.navigate", json!({"url": address})).await?;
        if let Some(error) = answer["errorText"].as_str() {
            anyhow::bail!("{address} cannot be opened: {error}");
        }
        // A step within a document loads nothing.
        if answer["loaderId"].is_string() {
            loaded.await.with_context(|| format!("open {address}"))?;
        }
        Ok(())
    }

    /// Loads the page anew, as F5 does.
    ///
    /// # Errors
    ///
    /// If it does not load in half a minute.
    pub async fn reload(&self) -> Result<()> {
        let loaded = self.page.next_load();
        self.call("Page.reload", json!({})).await?;
        loaded.await.context("reload")
    }

    /// The page's address.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn address(&self) -> Result<String> {
        self.evaluate("location.href").await
    }

    /// The page's title.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn title(&self) -> Result<String> {
        self.evaluate("document.title").await
    }

    /// All text that can be seen.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn text(&self) -> Result<String> {
        self.evaluate("document.body?.innerText ?? ''").await
    }

    /// The text of the first element of a CSS selector, once there is one.
    ///
    /// # Errors
    ///
    /// As [`Locator::text`].
    pub async fn text_of(&self, selector: &str) -> Result<String> {
        self.css(selector).first().text().await
    }

    /// Runs a script in the page, awaits it if it is a promise, and reads its value. The page's policy does not
    /// hold for it.
    ///
    /// # Errors
    ///
    /// What it threw, or that its value is something else.
    pub async fn evaluate<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.page.evaluate(script, None).await
    }

    /// Calls a method of the DevTools protocol for this page, for what has no name here.
    ///
    /// # Errors
    ///
    /// What Chromium said.
    pub async fn call(&self, method: &str, params: Value) -> Result<Value> {
        self.page.call(method, params).await
    }

    /// The parameters of all events of the DevTools protocol with this name, from now on.
    #[must_use]
    pub fn events(&self, method: &str) -> mpsc::UnboundedReceiver<Value> {
        let (sender, receiver) = mpsc::unbounded_channel();
        lock(&self.page.seen.subscribers).push((method.to_owned(), sender));
        receiver
    }

    /// Changes what the person looks at and with.
    ///
    /// # Errors
    ///
    /// If Chromium refuses.
    pub async fn set_look(&self, look: Look) -> Result<()> {
        for (method, params) in look.calls(self.page.browser.agent()) {
            self.call(method, params).await?;
        }
        *lock(&self.page.look) = look;
        Ok(())
    }

    /// Waits for another time than [`crate::PATIENCE`] from now on.
    pub fn set_patience(&self, patience: Duration) {
        *lock(&self.page.patience) = patience;
    }

    /// The person's keyboard: keys go to what has the focus.
    pub fn keyboard(&self) -> Keyboard {
        Keyboard::new(Arc::clone(&self.page))
    }

    /// The person's mouse, for what no [`Locator`] does.
    #[must_use]
    pub fn mouse(&self) -> Pointer {
        Pointer::new(Arc::clone(&self.page))
    }

    /// The element that has the focus.
    #[must_use]
    pub fn focused(&self) -> Locator {
        self.find(Step::Focused)
    }

    /// Looks every few milliseconds until `find` finds something, and returns that.
    ///
    /// # Errors
    ///
    /// If it finds nothing in [`crate::PATIENCE`]; says `what` was waited for and what the page shows instead.
    pub async fn until<T>(&self, what: &str, find: impl AsyncFnMut() -> Option<T>) -> Result<T> {
        failure::until(&self.page, what, find).await
    }

    /// Waits until the page's text has this in it.
    ///
    /// # Errors
    ///
    /// As [`Window::until`].
    pub async fn shows(&self, text: &str) -> Result<()> {
        let look = async || {
            let shown = self.text().await.unwrap_or_default();
            squeezed(&shown).contains(&squeezed(text)).then_some(())
        };
        self.until(&format!("the text {text:?}"), look).await
    }

    /// Saves what can be seen as `NAME.png` in [`crate::screenshots_folder`]. What moves has come to its end.
    ///
    /// # Errors
    ///
    /// If it cannot be drawn or saved.
    pub async fn screenshot(&self, name: &str) -> Result<std::path::PathBuf> {
        self.settle().await?;
        let answer = self.call("Page.captureScreenshot", json!({})).await?;
        pictures::save(name, &answer)
    }

    /// Waits until what was changed is drawn and what moves has come to its end.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn settle(&self) -> Result<()> {
        self.page.evaluate::<Value>(SETTLE, None).await.map(drop)
    }

    /// What the page did so far that it must not.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn troubles(&self) -> Result<Vec<Trouble>> {
        // What it did before its answer is known with the answer.
        self.call("Runtime.evaluate", json!({"expression": "0"}))
            .await?;
        Ok(lock(&self.page.seen.troubles).clone())
    }

    /// Takes away the troubles that a test has provoked.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn forgive(&self, wanted: impl Fn(&Trouble) -> bool) -> Result<Vec<Trouble>> {
        self.troubles().await?;
        let mut troubles = lock(&self.page.seen.troubles);
        let (forgiven, left) = troubles.drain(..).partition(|trouble| wanted(trouble));
        *troubles = left;
        Ok(forgiven)
    }

    /// Takes away failed requests: statuses from 400 on, which the page is expected to handle.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn forgive_requests(&self) -> Result<Vec<Trouble>> {
        self.forgive(|trouble| trouble.kind == TroubleKind::Network)
            .await
    }

    /// Closes the window now.
    ///
    /// # Errors
    ///
    /// If its page was in trouble; names it.
    pub async fn close(self) -> Result<()> {
        let troubles = self.troubles().await?;
        lock(&self.page.seen.troubles).clear();
        ensure!(troubles.is_empty(), failure::listed(&troubles));
        Ok(())
    }
}

impl Find for Window {
    fn find(&self, step: Step) -> Locator {
        Locator::new(Arc::clone(&self.page), vec![step])
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let page = &self.page;
        if std::thread::panicking() {
            failure::last_words(page);
        }
        // What it did before its answer is known with the answer.
        let flush = json!({"expression": "0"});
        let alive = page.call_blocking("Runtime.evaluate", flush);
        page.browser.protocol().forget(&page.session);
        let context = json!({"browserContextId": page.context});
        let ended = page.browser.protocol().call_blocking(
            None,
            "Target.disposeBrowserContext",
            context,
            END_MAX,
        );
        if std::thread::panicking() {
            return;
        }
        let troubles = lock(&page.seen.troubles);
        assert!(troubles.is_empty(), "{}", failure::listed(&troubles));
        if let Err(error) = alive.and(ended) {
            panic!("the window did not close: {error:#}");
        }
    }
}

impl Page {
    pub(crate) async fn call(&self, method: &str, params: Value) -> Result<Value> {
        self.browser
            .protocol()
            .call(Some(&self.session), method, params)
            .await
    }

    pub(crate) fn call_blocking(&self, method: &str, params: Value) -> Result<Value> {
        self.browser
            .protocol()
            .call_blocking(Some(&self.session), method, params, END_MAX)
    }

    /// Runs a script, in the page's own world or in another.
    pub(crate) async fn evaluate<T: DeserializeOwned>(
        &self,
        script: &str,
        world: Option<i64>,
    ) -> Result<T> {
        let mut params = json!({"expression": script, "awaitPromise": true, "returnByValue": true,
            "userGesture": true});
        if let Some(world) = world {
            params["contextId"] = world.into();
        }
        let answer = self.call("Runtime.evaluate", params).await?;
        value(answer)
    }

    /// The page's own frame.
    pub(crate) fn frame(&self) -> &str {
        &self.target
    }

    pub(crate) fn touch(&self) -> bool {
        lock(&self.look).touch()
    }

    pub(crate) fn patience(&self) -> Duration {
        *lock(&self.patience)
    }

    /// A name for remote objects that are let go of together.
    pub(crate) fn group(&self) -> String {
        format!("group-{}", self.groups.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn release(&self, group: &str) {
        let group = json!({"objectGroup": group});
        let protocol = self.browser.protocol();
        protocol.tell(&self.session, "Runtime.releaseObjectGroup", group);
    }

    pub(crate) fn troubles_so_far(&self) -> Vec<Trouble> {
        lock(&self.seen.troubles).clone()
    }

    /// Ends when a page has loaded that was asked for after this call.
    fn next_load(&self) -> impl Future<Output = Result<()>> + use<> {
        let mut loads = self.seen.loads.subscribe();
        loads.mark_unchanged();
        async move {
            tokio::time::timeout(LOAD_MAX, loads.changed())
                .await
                .with_context(|| format!("the page did not load within {LOAD_MAX:?}"))?
                .context("the window is closed")
        }
    }

    fn listen(self: &Arc<Self>) {
        let page = Arc::downgrade(self);
        let listener = move |method: &str, params: &Value| {
            if let Some(page) = Weak::upgrade(&page) {
                page.hear(method, params);
            }
        };
        self.browser
            .protocol()
            .listen(&self.session, Arc::new(listener));
    }

    fn hear(&self, method: &str, params: &Value) {
        if let Some(trouble) = Trouble::read(method, params) {
            lock(&self.seen.troubles).push(trouble);
        }
        match method {
            "Page.loadEventFired" => self.seen.loads.send_modify(|loads| *loads += 1),
            "Page.javascriptDialogOpening" => {
                let protocol = self.browser.protocol();
                let closed = json!({"accept": true});
                protocol.tell(&self.session, "Page.handleJavaScriptDialog", closed);
            }
            _ => {}
        }
        lock(&self.seen.subscribers)
            .retain(|(wanted, sender)| wanted != method || sender.send(params.clone()).is_ok());
    }
}

/// The value of a script that has run.
pub(crate) fn value<T: DeserializeOwned>(mut answer: Value) -> Result<T> {
    let details = &answer["exceptionDetails"];
    ensure!(
        details.is_null(),
        "the script threw {}",
        trouble::thrown(details)
    );
    let value = answer["result"]["value"].take();
    serde_json::from_value(value.clone()).with_context(|| format!("the script came to {value}"))
}

/// A text with single spaces, as it is compared.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn string(value: &Value) -> Result<String> {
    let text = value.as_str().context("chromium left something out")?;
    Ok(text.to_owned())
}
