//! Translations: Fluent texts by locale, typed arguments, escaping of what people typed, and a check
//! that finds missing, unused and mis-parametrised keys.
//!
//! ```
//! use i18n::{Args, Catalog, Locale, Text};
//!
//! let catalog = Catalog::builder()
//!     .add("en-US", "demo.ftl", "score = { $name } has { $points ->\n    [one] one point\n   *[other] { $points } points\n }")
//!     .build()?;
//! let texts = catalog.texts(&Locale::DE); // falls back to en-US
//! let line = texts.with("score", &Args::new().escaped("name", "*Ann*").raw("points", 2_i64));
//! assert_eq!(line, "\u{2068}\\*Ann\\*\u{2069} has 2 points");
//!
//! let later = Text::new("score").escaped("name", "Ann").raw("points", 1_i64);
//! assert_eq!(texts.render(&later), "\u{2068}Ann\u{2069} has one point");
//! # Ok::<(), i18n::CatalogError>(())
//! ```
//!
//! **Invariant**: what a person typed enters a text only through [`Args::escaped`] or [`Args::plain`].
//! Strings that the program wrote itself need the explicit [`Raw::markup`].

mod args;
mod catalog;
mod definitions;
mod error;
mod locale;
mod texts;

pub mod check;
pub mod escape;

pub use args::{Args, Raw};
pub use catalog::{Catalog, CatalogBuilder};
pub use error::{CatalogError, CatalogProblem};
pub use locale::Locale;
pub use texts::{Text, Texts};
