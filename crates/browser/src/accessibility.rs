//! axe-core on a page: what people with assistive technology would stumble over.
//!
//! `cargo xtask clients` installs it from the lock file in `axe-core/`. It runs in a world of its own beside the page's
//! scripts, where the page's policy does not hold and the page does not see it.

use std::{fmt, path::PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::Window;

/// The folder of the lock file, and what its installed folder's name starts with.
const NAME: &str = "axe-core";
const LOCK: &str = "package-lock.json";
/// Libraries that could not be installed, named by `cargo xtask test`, which lists them as skipped.
const WITHOUT: &str = "GUILDHALL_WITHOUT_CLIENTS";
/// Best practices too, which say for example that all content belongs into landmarks.
const RUN: &str = "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations.map((one) => ({
    rule: one.id,
    impact: one.impact ?? 'minor',
    help: one.help,
    targets: one.nodes.map((node) => node.target.flat().join(' ')),
    summary: one.nodes[0]?.failureSummary ?? '',
})))";

/// A rule that a page breaks.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Finding {
    /// axe-core's name of the rule.
    pub rule: String,
    /// How bad it is.
    pub impact: Impact,
    /// What should be.
    pub help: String,
    /// CSS selectors of the elements.
    pub targets: Vec<String>,
    /// What to do about the first of them.
    pub summary: String,
}

/// How bad a [`Finding`] is, from bearable to impossible to use.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// A nuisance.
    Minor,
    /// A hindrance.
    Moderate,
    /// Something cannot be used by some.
    Serious,
    /// Something cannot be used at all.
    Critical,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (impact, rule, help) = (self.impact, &self.rule, &self.help);
        write!(f, "{impact:?} {rule}: {help}")?;
        for target in &self.targets {
            write!(f, "\n    {target}")?;
        }
        write!(f, "\n    {}", self.summary.replace('\n', "\n    "))
    }
}

impl Window {
    /// Everything that axe-core finds; nothing when it could not be installed, which the run's summary says.
    ///
    /// # Errors
    ///
    /// If it is not installed, or the page does not answer.
    pub async fn axe(&self) -> Result<Vec<Finding>> {
        let Some(script) = script()? else {
            return Ok(Vec::new());
        };
        // Colours that are still changing are wrong ones.
        self.settle().await?;
        let params = json!({"frameId": self.page.frame(), "worldName": NAME});
        let world = self.call("Page.createIsolatedWorld", params).await?;
        let world = world["executionContextId"]
            .as_i64()
            .context("there is no world of its own")?;
        let source = std::fs::read_to_string(&script)
            .with_context(|| format!("read {}", script.display()))?;
        let loaded = format!("{source}\n;null");
        self.page
            .evaluate::<Option<()>>(&loaded, Some(world))
            .await?;
        self.page.evaluate(RUN, Some(world)).await
    }

    /// Finds nothing serious or critical.
    ///
    /// # Errors
    ///
    /// What it finds.
    pub async fn accessible(&self) -> Result<()> {
        let mut findings = self.axe().await?;
        findings.retain(|finding| finding.impact >= Impact::Serious);
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        ensure!(findings.is_empty(), "axe-core finds:\n{}", lines.join("\n"));
        Ok(())
    }
}

/// The installed script; none when it could not be installed and the run's summary says so.
fn script() -> Result<Option<PathBuf>> {
    let without = std::env::var(WITHOUT).unwrap_or_default();
    if without.split(',').any(|name| name == NAME) {
        return Ok(None);
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME says where the cache is")?
        .join("guildhall/clients");
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(NAME);
    let lock = std::fs::read(own.join(LOCK)).context("read the lock file of axe-core")?;
    let folders = std::fs::read_dir(&cache).into_iter().flatten().flatten();
    let fitting = folders.map(|entry| entry.path()).find(|folder| {
        let named = folder.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with(NAME) && !name.contains(".new-")
        });
        named && std::fs::read(folder.join(LOCK)).is_ok_and(|copy| copy == lock)
    });
    let fitting = fitting.with_context(|| {
        format!(
            "axe-core is not installed in {}: run cargo xtask clients",
            cache.display()
        )
    })?;
    Ok(Some(fitting.join("node_modules/axe-core/axe.min.js")))
}
