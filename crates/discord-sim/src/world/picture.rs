//! Width and height of pictures, read from their first bytes: PNG, JPEG, GIF, WebP.

/// The size of a picture; `None` when it is none of these.
pub(super) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    png(bytes)
        .or_else(|| gif(bytes))
        .or_else(|| webp(bytes))
        .or_else(|| jpeg(bytes))
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..16)?;
    let (width, height) = header.split_at(4);
    Some((
        u32::from_be_bytes(width.try_into().ok()?),
        u32::from_be_bytes(height.try_into().ok()?),
    ))
}

fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes
        .strip_prefix(b"GIF87a")
        .or_else(|| bytes.strip_prefix(b"GIF89a"))?;
    Some((little(rest, 0, 2)?, little(rest, 2, 2)?))
}

/// The three forms of a WebP: lossy, lossless, extended.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes
        .strip_prefix(b"RIFF")?
        .get(4..)?
        .strip_prefix(b"WEBP")?;
    let chunk = rest.get(8..)?;
    match rest.get(..4)? {
        b"VP8 " => Some((little(chunk, 6, 2)? & 0x3fff, little(chunk, 8, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(chunk, 1, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(chunk, 4, 3)? + 1, little(chunk, 7, 3)? + 1)),
        _ => None,
    }
}

/// Walks from segment to segment to the one that starts the frame.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let (marker, tail) = (rest.get(..2)?, rest.get(2..)?);
        if marker[0] != 0xff {
            return None;
        }
        let starts_frame =
            matches!(marker[1], 0xc0..=0xcf) && !matches!(marker[1], 0xc4 | 0xc8 | 0xcc);
        if starts_frame {
            return Some((big(tail, 5)?, big(tail, 3)?));
        }
        let length = usize::try_from(big(tail, 0)?).ok()?;
        rest = tail.get(length..)?;
    }
}

fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let part = bytes.get(at..at + count)?;
    Some(
        part.iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte)),
    )
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at + 2)?;
    Some(u32::from(part[0]) << 8 | u32::from(part[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_every_format() {
        let cases: [(&str, &[u8]); 6] = [
            ("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x03\x00\x00\x00\x02"),
            ("gif", b"GIF89a\x03\x00\x02\x00"),
            ("lossy webp", b"RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x03\x00\x02\x00"),
            ("lossless webp", b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x02\x40\x00\x00"),
            ("extended webp", b"RIFF\x00\x00\x00\x00WEBPVP8X\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x01\x00\x00"),
            ("jpeg", b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01"),
        ];
        for (name, bytes) in cases {
            assert_eq!(dimensions(bytes), Some((3, 2)), "{name}");
        }
    }

    #[test]
    fn what_is_cut_or_no_picture_has_no_size() {
        for bytes in [
            b"".as_slice(),
            b"hello",
            b"\xff\xd8\xff\xe0\x00\x00",
            b"GIF89a\x03",
            b"RIFF1234WEBPVP9 ",
        ] {
            assert_eq!(dimensions(bytes), None);
        }
    }
}
