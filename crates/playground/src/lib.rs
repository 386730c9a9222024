//! The playground's page: a small Discord in the browser, as files that a server hands out.
//!
//! The files are in `page/`, plain modules and style sheets without a build step, and embedded in the program.
//! `discord-sim` serves them below `/play/` with [`POLICY`].

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// The content security policy of the page: nothing but its own files and its own server.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
     media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// The file that a folder's address means.
pub const INDEX: &str = "index.html";

#[derive(RustEmbed)]
#[folder = "page/"]
struct Page;

/// A file of the page by its path below `page/`, for example `js/main.js`.
pub fn file(path: &str) -> Option<Cow<'static, [u8]>> {
    Page::get(path).map(|file| file.data)
}

/// The paths of all files, in no order.
pub fn paths() -> impl Iterator<Item = Cow<'static, str>> {
    Page::iter()
}

/// The media type of a file by the ending of its name; `None` for what the page has no use for.
pub fn media_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        "md" | "ts" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_are_those_of_the_folder() {
        let mut seen = 0;
        for path in paths() {
            let on_disk = concat!(env!("CARGO_MANIFEST_DIR"), "/page/").to_owned() + &path;
            assert_eq!(
                file(&path).unwrap(),
                std::fs::read(on_disk).unwrap(),
                "{path}"
            );
            seen += 1;
        }
        assert!(seen > 5 && file(INDEX).is_some());
    }

    #[test]
    fn every_file_but_the_licences_has_a_media_type() {
        for path in paths().filter(|path| !path.contains("LICENSE")) {
            assert!(media_type(&path).is_some(), "{path}");
        }
    }

    #[test]
    fn the_policy_allows_nothing_inline_and_nothing_from_elsewhere() {
        for word in ["unsafe", "http", "data:", "*"] {
            assert!(!POLICY.contains(word), "{word}");
        }
    }
}
