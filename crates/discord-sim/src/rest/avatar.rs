//! Pictures of accounts: the default ones, and those that were uploaded.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, Response, StatusCode},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;

use super::{attachment::served, plain};
use crate::{hub::Hub, world::StoredFile};

/// Colours of the default pictures, as Discord numbers them.
const COLOURS: [&str; 6] = [
    "#5865f2", "#747f8d", "#3ba55c", "#faa61a", "#ed4245", "#eb459f",
];
/// Pixels of a side.
const SIDE: usize = 16;

/// `/embed/avatars/{n}.png`: a square of the account's colour.
pub(super) async fn default(Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    let number = name
        .strip_suffix(".png")
        .and_then(|name| name.parse::<usize>().ok());
    match number.and_then(|number| COLOURS.get(number)) {
        Some(colour) => served(
            &StoredFile {
                name,
                content_type: "image/png".to_owned(),
                bytes: Bytes::from(square(colour)),
            },
            &headers,
        ),
        None => plain(StatusCode::NOT_FOUND, "404 page not found"),
    }
}

/// `/avatars/{id}/{hash}.{ending}`: what was uploaded, whatever ending and size are asked for.
pub(super) async fn uploaded(
    State(hub): State<Arc<Hub>>,
    Path((id, name)): Path<(u64, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let hash = name.split('.').next().unwrap_or_default().to_owned();
    let found = hub.look(|world, _| world.images.get(&format!("avatars/{id}/{hash}")).cloned());
    match found {
        Some(file) => served(&file, &headers),
        None => plain(StatusCode::NOT_FOUND, "404 page not found"),
    }
}

/// A PNG of one colour: a palette of one entry, and pixels that all are number 0, stored uncompressed.
fn square(colour: &str) -> Vec<u8> {
    let rgb: Vec<u8> = (1..7)
        .step_by(2)
        .filter_map(|at| u8::from_str_radix(colour.get(at..at + 2)?, 16).ok())
        .collect();
    let side = u32::try_from(SIDE).unwrap_or_default().to_be_bytes();
    let mut head = [side, side].concat();
    // Bit depth 8, palette, and the only methods of compression, filter and interlacing.
    head.extend([8, 3, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &head);
    chunk(&mut png, b"PLTE", &rgb);
    chunk(&mut png, b"IDAT", &stored(&vec![0; SIDE * (SIDE + 1)]));
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or_default();
    png.extend(length.to_be_bytes());
    let body = [kind.as_slice(), data].concat();
    png.extend(&body);
    png.extend(crc32(&body).to_be_bytes());
}

/// zlib's form of zeros in one stored block.
fn stored(zeros: &[u8]) -> Vec<u8> {
    let length = u16::try_from(zeros.len()).unwrap_or_default();
    let mut data = vec![0x78, 0x01, 0x01];
    data.extend(length.to_le_bytes());
    data.extend((!length).to_le_bytes());
    data.extend(zeros);
    // Adler-32 of zeros: the second sum is their number.
    data.extend(length.to_be_bytes());
    data.extend([0, 1]);
    data
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// Picture data of a body: `data:image/png;base64,…`, decoded. `None` when it is no picture.
pub(super) fn picture(data: &str) -> Option<StoredFile> {
    let (content_type, text) = data.strip_prefix("data:")?.split_once(";base64,")?;
    let known = matches!(
        content_type,
        "image/png" | "image/jpeg" | "image/gif" | "image/webp"
    );
    Some(StoredFile {
        name: String::new(),
        content_type: content_type.to_owned(),
        bytes: Bytes::from(STANDARD.decode(text).ok().filter(|_| known)?),
    })
}

/// The name under which a picture is served: it follows from what is in it.
pub(super) fn hash(bytes: &[u8]) -> String {
    let sum = |seed: u32| crc32(&[&seed.to_be_bytes(), bytes].concat());
    (0..4).fold(String::new(), |mut text, seed| {
        // Writing to a string cannot fail.
        let _written = write!(text, "{:08x}", sum(seed));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_the_known_ones() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        let png = square(COLOURS[0]);
        assert_eq!(&png[37..41], b"PLTE");
        assert_eq!(&png[41..44], [0x58, 0x65, 0xf2]);
        assert!(png.ends_with(b"IEND\xae\x42\x60\x82"));
    }

    #[test]
    fn picture_data_is_decoded_or_refused() {
        let picture = picture("data:image/png;base64,aGk=").expect("a picture");
        assert_eq!(
            (&picture.bytes[..], picture.content_type.as_str()),
            (b"hi".as_slice(), "image/png")
        );
        for bad in [
            "",
            "aGk=",
            "data:text/plain;base64,aGk=",
            "data:image/png;base64,?",
        ] {
            assert!(super::picture(bad).is_none(), "{bad}");
        }
    }
}
