//! An element to be: how it is looked for, anew each time, and what is asked of it.

use std::{fmt, path::PathBuf, sync::Arc};

use anyhow::Result;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    Name, failure,
    find::{Find, Step},
    pictures,
    window::{Page, squeezed, value},
};

/// Names that are listed when the wanted one is not there.
const LISTED_MAX: usize = 30;
/// The smallest elements around a text.
const BY_TEXT: &str = "function (wanted) {
    const squeeze = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
    const found = [];
    const look = (element) => {
        if (!squeeze(element.innerText ?? element.textContent).includes(wanted)) return false;
        const deeper = [...element.children].map(look).some(Boolean);
        if (!deeper) found.push(element);
        return true;
    };
    const root = this.body ?? this;
    wanted = squeeze(wanted);
    look(root);
    return found;
}";
/// Of an element with focus, the innermost.
const FOCUSED: &str = "function () {
    const active = (this.ownerDocument ?? this).activeElement;
    return active ? [active] : [];
}";

/// How an element is found. Nothing is looked up before something is asked of it, and then until it is there.
#[derive(Clone)]
pub struct Locator {
    pub(crate) page: Arc<Page>,
    steps: Vec<Step>,
}

impl Find for Locator {
    fn find(&self, step: Step) -> Locator {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self::new(Arc::clone(&self.page), steps)
    }
}

impl Locator {
    pub(crate) const fn new(page: Arc<Page>, steps: Vec<Step>) -> Self {
        Self { page, steps }
    }

    /// The first of those found.
    #[must_use]
    pub fn first(&self) -> Self {
        self.find(Step::Nth(0))
    }

    /// The last of those found.
    #[must_use]
    pub fn last(&self) -> Self {
        self.find(Step::Nth(-1))
    }

    /// Of those found, the one with this number, from 0; from the end if it is negative.
    #[must_use]
    pub fn nth(&self, number: i32) -> Self {
        self.find(Step::Nth(number))
    }

    /// Of those found, the ones with this text in them.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        self.find(Step::With(text.to_owned()))
    }

    /// How many there are now.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn count(&self) -> Result<usize> {
        let group = self.page.group();
        let found = self.resolve(&group).await;
        self.page.release(&group);
        Ok(found?.len())
    }

    /// Whether there is one now.
    ///
    /// # Errors
    ///
    /// If the page does not answer.
    pub async fn exists(&self) -> Result<bool> {
        Ok(self.count().await? > 0)
    }

    /// Waits until there is one that can be seen.
    ///
    /// # Errors
    ///
    /// If there is none in time.
    pub async fn wait(&self) -> Result<()> {
        let seen =
            "function () { return this.checkVisibility({visibilityProperty: true}) || null; }";
        self.ask::<bool>(seen, "cannot be seen").await.map(drop)
    }

    /// Waits until there is none, or none that can be seen.
    ///
    /// # Errors
    ///
    /// If there still is one after the time.
    pub async fn gone(&self) -> Result<()> {
        let seen = "function () { return this.checkVisibility({visibilityProperty: true}); }";
        failure::retry(&self.page, &format!("{self} to go"), async || {
            let group = self.page.group();
            let result = self.any_of(&group, seen).await;
            self.page.release(&group);
            match result {
                Ok(false) => Ok(()),
                Ok(true) => Err("it is there".to_owned()),
                Err(error) => Err(format!("{error:#}")),
            }
        })
        .await
    }

    /// Its text as it can be seen.
    ///
    /// # Errors
    ///
    /// If it is not there in time.
    pub async fn text(&self) -> Result<String> {
        self.ask(
            "function () { return this.innerText ?? this.textContent; }",
            "",
        )
        .await
    }

    /// Waits until its text has this in it.
    ///
    /// # Errors
    ///
    /// If it does not come in time; shows what is there instead.
    pub async fn shows(&self, text: &str) -> Result<()> {
        let what = format!("{self} to show {text:?}");
        failure::retry(&self.page, &what, async || {
            let shown = self
                .now::<String>("function () { return this.innerText ?? this.textContent; }")
                .await?;
            if squeezed(&shown).contains(&squeezed(text)) {
                Ok(())
            } else {
                Err(format!("it shows {shown:?}"))
            }
        })
        .await
    }

    /// What is typed or chosen in it.
    ///
    /// # Errors
    ///
    /// If it is not there in time.
    pub async fn value(&self) -> Result<String> {
        self.ask(
            "function () { return this.value ?? (this.isContentEditable ? this.innerText : ''); }",
            "",
        )
        .await
    }

    /// One of its attributes.
    ///
    /// # Errors
    ///
    /// If it is not there in time.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>> {
        let get = format!(
            "function () {{ return {{is: this.getAttribute({})}}; }}",
            Value::from(name)
        );
        let found: Value = self.ask(&get, "").await?;
        Ok(found["is"].as_str().map(ToOwned::to_owned))
    }

    /// Whether it is ticked, on or chosen.
    ///
    /// # Errors
    ///
    /// If it is not there in time.
    pub async fn is_checked(&self) -> Result<bool> {
        let checked = "function () {
            const told = ['checked', 'pressed', 'selected'].some((of) => this.getAttribute(`aria-${of}`) === 'true');
            return told || this.checked === true || this.selected === true;
        }";
        self.ask(checked, "").await
    }

    /// Whether it is greyed out.
    ///
    /// # Errors
    ///
    /// If it is not there in time.
    pub async fn is_disabled(&self) -> Result<bool> {
        self.ask(
            "function () { return this.matches(':disabled') || this.getAttribute('aria-disabled') === 'true'; }",
            "",
        )
        .await
    }

    /// Whether it has the focus.
    ///
    /// # Errors
    ///
    /// If it is not there in time.
    pub async fn is_focused(&self) -> Result<bool> {
        self.ask(
            "function () { return this.ownerDocument.activeElement === this; }",
            "",
        )
        .await
    }

    /// Left, top, width and height in CSS pixels of the window.
    ///
    /// # Errors
    ///
    /// If it is not there in time.
    pub async fn bounds(&self) -> Result<(f64, f64, f64, f64)> {
        let bounds = "function () {
            const {x, y, width, height} = this.getBoundingClientRect();
            return [x, y, width, height];
        }";
        self.ask(bounds, "").await
    }

    /// A value of its computed style, such as `background-color`.
    ///
    /// # Errors
    ///
    /// If it is not there in time.
    pub async fn style(&self, property: &str) -> Result<String> {
        let name = Value::from(property);
        let get =
            format!("function () {{ return getComputedStyle(this).getPropertyValue({name}); }}");
        self.ask(&get, "").await
    }

    /// Runs a function with the element as `this` and reads its value.
    ///
    /// # Errors
    ///
    /// If the element is not there in time, or what the function threw.
    pub async fn evaluate<T: DeserializeOwned>(&self, function: &str) -> Result<T> {
        self.ask(function, "").await
    }

    /// Gives files to a file input, as its dialog would.
    ///
    /// # Errors
    ///
    /// If it is not there in time, or is no file input.
    pub async fn choose_files(&self, files: &[PathBuf]) -> Result<()> {
        let files: Vec<String> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        failure::retry(&self.page, &self.to_string(), async || {
            let group = self.page.group();
            let chosen = async {
                let object = self.one(&group).await?;
                let params = json!({"files": files, "objectId": object});
                let done = self.page.call("DOM.setFileInputFiles", params).await;
                done.map_err(|error| format!("{error:#}"))
            };
            let chosen = chosen.await;
            self.page.release(&group);
            chosen.map(drop)
        })
        .await
    }

    /// Saves it as `NAME.png` in [`crate::screenshots_folder`].
    ///
    /// # Errors
    ///
    /// If it is not there in time, or cannot be saved.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        self.evaluate::<()>("function () { this.scrollIntoViewIfNeeded(); return null; }")
            .await?;
        let (x, y, width, height) = self.bounds().await?;
        let clip = json!({"x": x, "y": y, "width": width, "height": height, "scale": 1});
        let params = json!({"clip": clip, "captureBeyondViewport": false});
        let answer = self.page.call("Page.captureScreenshot", params).await?;
        pictures::save(name, &answer)
    }

    /// Asks until there is exactly one and its answer is not `null`.
    async fn ask<T: DeserializeOwned>(&self, function: &str, refusal: &str) -> Result<T> {
        failure::retry(&self.page, &self.to_string(), async || {
            let answer = self.now::<Option<Value>>(function).await?;
            let read = |value| serde_json::from_value(value).map_err(|error| error.to_string());
            match answer {
                Some(value) => read(value),
                None if refusal.is_empty() => read(Value::Null),
                None => Err(format!("it {refusal}")),
            }
        })
        .await
    }

    /// Asks once.
    pub(crate) async fn now<T: DeserializeOwned>(&self, function: &str) -> Result<T, String> {
        let group = self.page.group();
        let answer = async {
            let object = self.one(&group).await?;
            let answer = call_on(&self.page, &object, function, &[], None).await;
            answer.and_then(value).map_err(|error| format!("{error:#}"))
        };
        let answer = answer.await;
        self.page.release(&group);
        answer
    }

    /// The one element that there is, or why there is none.
    pub(crate) async fn one(&self, group: &str) -> Result<String, String> {
        let found = self
            .resolve(group)
            .await
            .map_err(|error| format!("{error:#}"))?;
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(self.instead().await),
            many => Err(format!(
                "there are {}; say which with .first(), .nth(…), .with_text(…) or a longer name",
                many.len()
            )),
        }
    }

    async fn any_of(&self, group: &str, function: &str) -> Result<bool> {
        for object in self.resolve(group).await? {
            let answer = call_on(&self.page, &object, function, &[], None).await?;
            if value(answer)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Names that are there where the wanted one is not.
    async fn instead(&self) -> String {
        let Some((Step::Role(roles, _), before)) = self.steps.split_last() else {
            return "there is none".to_owned();
        };
        let scope = Self::new(Arc::clone(&self.page), before.to_vec());
        let group = self.page.group();
        let scopes = scope.resolve(&group).await.unwrap_or_default();
        let mut names = Vec::new();
        for object in &scopes {
            for role in *roles {
                let nodes = scope.heard(object, role).await.unwrap_or_default();
                names.extend(nodes.into_iter().map(|(name, _)| format!("{name:?}")));
            }
        }
        self.page.release(&group);
        let more = names.len().saturating_sub(LISTED_MAX);
        names.truncate(LISTED_MAX);
        match (scopes.is_empty(), names.is_empty()) {
            (true, _) => format!("there is none, for there is no {scope}"),
            (_, true) => "there is none, nor anything of that role".to_owned(),
            _ if more > 0 => format!(
                "there is none; there are {} and {more} more",
                names.join(", ")
            ),
            _ => format!("there is none; there are {}", names.join(", ")),
        }
    }

    /// Remote objects of all that is found now.
    async fn resolve(&self, group: &str) -> Result<Vec<String>> {
        let document = json!({"expression": "document", "objectGroup": group});
        let document = self.page.call("Runtime.evaluate", document).await?;
        let mut found = vec![id(&document["result"])];
        for step in &self.steps {
            found = self.step(step, found, group).await?;
        }
        Ok(found)
    }

    async fn step(&self, step: &Step, scopes: Vec<String>, group: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        match step {
            Step::Nth(number) => {
                let count = i64::try_from(scopes.len())?;
                let at = i64::from(*number) + if *number < 0 { count } else { 0 };
                let at = usize::try_from(at).ok();
                return Ok(at
                    .and_then(|at| scopes.get(at))
                    .cloned()
                    .into_iter()
                    .collect());
            }
            Step::With(text) => {
                let has = "function (wanted) { return (this.innerText ?? '').replace(/\\s+/g, ' ').includes(wanted); }";
                for scope in scopes {
                    let wanted = [json!({"value": squeezed(text)})];
                    let answer = call_on(&self.page, &scope, has, &wanted, None).await?;
                    if value(answer)? {
                        found.push(scope);
                    }
                }
            }
            Step::Role(roles, name) => {
                for scope in scopes {
                    found.extend(self.by_role(&scope, roles, name, group).await?);
                }
            }
            Step::Css(selector) => {
                let all = "function (selector) { return [...this.querySelectorAll(selector)]; }";
                for scope in scopes {
                    found.extend(
                        self.list(&scope, all, &[json!({"value": selector})], group)
                            .await?,
                    );
                }
            }
            Step::Text(text) => {
                for scope in scopes {
                    found.extend(
                        self.list(&scope, BY_TEXT, &[json!({"value": text})], group)
                            .await?,
                    );
                }
            }
            Step::Focused => {
                for scope in scopes {
                    found.extend(self.list(&scope, FOCUSED, &[], group).await?);
                }
            }
        }
        Ok(found)
    }

    async fn by_role(
        &self,
        scope: &str,
        roles: &[&str],
        name: &Name,
        group: &str,
    ) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for role in roles {
            for (heard, node) in self.heard(scope, role).await? {
                if !name.fits(&heard) {
                    continue;
                }
                let params = json!({"backendNodeId": node, "objectGroup": group});
                // What has gone in the meantime is not there.
                if let Ok(answer) = self.page.call("DOM.resolveNode", params).await {
                    found.push(id(&answer["object"]));
                }
            }
        }
        Ok(found)
    }

    /// Names and nodes of what assistive technology hears with this role.
    async fn heard(&self, scope: &str, role: &str) -> Result<Vec<(String, i64)>> {
        let params = json!({"objectId": scope, "role": role});
        let answer = self.page.call("Accessibility.queryAXTree", params).await?;
        let nodes = answer["nodes"].as_array().into_iter().flatten();
        Ok(nodes
            .filter(|node| node["ignored"] != true)
            .filter_map(|node| {
                let name = node["name"]["value"].as_str().unwrap_or_default();
                Some((name.to_owned(), node["backendDOMNodeId"].as_i64()?))
            })
            .collect())
    }

    /// The elements of a list that a function returns.
    async fn list(
        &self,
        scope: &str,
        function: &str,
        arguments: &[Value],
        group: &str,
    ) -> Result<Vec<String>> {
        let list = call_on(&self.page, scope, function, arguments, Some(group)).await?;
        if !list["exceptionDetails"].is_null() {
            value::<Value>(list)?;
            return Ok(Vec::new());
        }
        let params = json!({"objectId": id(&list["result"]), "ownProperties": true});
        let answer = self.page.call("Runtime.getProperties", params).await?;
        let properties = answer["result"].as_array().into_iter().flatten();
        Ok(properties
            .filter(|property| {
                property["name"]
                    .as_str()
                    .is_some_and(|name| name.parse::<u32>().is_ok())
            })
            .map(|property| id(&property["value"]))
            .collect())
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.steps.iter().map(ToString::to_string).collect();
        f.write_str(if words.is_empty() { "the page" } else { "" })?;
        f.write_str(&words.join(", "))
    }
}

/// Calls a function with a remote object as `this`; with a group, its value stays there.
pub(crate) async fn call_on(
    page: &Page,
    object: &str,
    function: &str,
    arguments: &[Value],
    group: Option<&str>,
) -> Result<Value> {
    let mut params = json!({"objectId": object, "functionDeclaration": function, "arguments": arguments,
        "awaitPromise": true, "returnByValue": group.is_none(), "userGesture": true});
    if let Some(group) = group {
        params["objectGroup"] = group.into();
    }
    page.call("Runtime.callFunctionOn", params).await
}

fn id(object: &Value) -> String {
    object["objectId"].as_str().unwrap_or_default().to_owned()
}
