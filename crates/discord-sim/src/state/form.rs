//! The form of a saved world: a header that says what follows, and `MessagePack` inside zstd.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `GUILDSIM` |
//! | 4 | number of the form, little endian like all numbers here |
//! | 16 | version of the program, filled up with zeros |
//! | 8 | bytes of the body |
//! | 8 | bytes of what is in the body |
//! | 32 | SHA-256 of everything else |

use std::io::{Read as _, Write as _};

use sha2::{Digest as _, Sha256};

use super::error::Problem;

/// Number of the form; another one is not read.
pub(super) const FORM: u32 = 1;
/// Bytes that a world may have, before it is made small.
pub(super) const LARGEST: u64 = 4 * 1024 * 1024 * 1024;

const MAGIC: &[u8; 8] = b"GUILDSIM";
const PROGRAM: usize = 16;
/// Where the checksum begins, and where it ends and the body begins.
const SUM: usize = 8 + 4 + PROGRAM + 8 + 8;
const BODY: usize = SUM + 32;
/// How hard zstd tries; more takes longer and saves little.
const EFFORT: i32 = 1;

/// Parts, one after the other, as a file.
pub(super) fn pack(parts: &[&[u8]]) -> Result<Vec<u8>, Problem> {
    let size: u64 = parts.iter().map(|part| part.len() as u64).sum();
    if size > LARGEST {
        return Err(Problem::Encode(format!(
            "it has {size} bytes, more than {LARGEST}"
        )));
    }
    let mut file = Vec::new();
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&FORM.to_le_bytes());
    let mut program = [0; PROGRAM];
    for (place, byte) in program.iter_mut().zip(env!("CARGO_PKG_VERSION").bytes()) {
        *place = byte;
    }
    file.extend_from_slice(&program);
    file.extend_from_slice(&[0; BODY - SUM + 16]);
    let written = |error: std::io::Error| Problem::Encode(error.to_string());
    let mut packer = zstd::Encoder::new(file, EFFORT).map_err(written)?;
    for part in parts {
        packer.write_all(part).map_err(written)?;
    }
    let mut file = packer.finish().map_err(written)?;
    let body = (file.len() - BODY) as u64;
    file[SUM - 16..SUM - 8].copy_from_slice(&body.to_le_bytes());
    file[SUM - 8..SUM].copy_from_slice(&size.to_le_bytes());
    let sum = sum(&file);
    file[SUM..BODY].copy_from_slice(&sum);
    Ok(file)
}

/// What is in a file.
pub(super) fn unpack(file: &[u8]) -> Result<Vec<u8>, Problem> {
    let start = &file[..file.len().min(MAGIC.len())];
    if !MAGIC.starts_with(start) {
        return Err(Problem::NoWorld);
    }
    if file.len() < BODY {
        return Err(Problem::Cut);
    }
    let form = u32::try_from(number(&file[8..12])).unwrap_or_default();
    if form != FORM {
        let program = file[12..12 + PROGRAM].iter().take_while(|byte| **byte != 0);
        return Err(Problem::Form {
            number: form,
            program: program
                .map(|byte| char::from(*byte))
                .flat_map(char::escape_default)
                .collect(),
        });
    }
    let body = number(&file[SUM - 16..SUM - 8]);
    let size = number(&file[SUM - 8..SUM]);
    if body > (file.len() - BODY) as u64 {
        return Err(Problem::Cut);
    }
    if file[SUM..BODY] != sum(file) {
        return Err(Problem::Damaged);
    }
    if size > LARGEST {
        return Err(Problem::Large(size));
    }
    let damaged = |_| Problem::Damaged;
    let mut unpacked = Vec::new();
    let unpacker = zstd::Decoder::new(&file[BODY..]).map_err(damaged)?;
    unpacker
        .take(size + 1)
        .read_to_end(&mut unpacked)
        .map_err(damaged)?;
    if unpacked.len() as u64 == size {
        Ok(unpacked)
    } else {
        Err(Problem::Damaged)
    }
}

/// The checksum of a file, its own place left out.
fn sum(file: &[u8]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(&file[..SUM]);
    digest.update(&file[BODY..]);
    digest.finalize().into()
}

fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample() -> Vec<u8> {
        let text: Vec<u8> = (0..5_000_u32).flat_map(u32::to_le_bytes).collect();
        pack(&[&text[..7], &text[7..]]).unwrap()
    }

    #[test]
    fn a_file_of_another_form_says_who_wrote_it() {
        let mut file = sample();
        file[8] = 9;
        file[12..18].copy_from_slice(b"7.8.9\x1b");
        let told = unpack(&file).unwrap_err().to_string();
        assert!(
            told.contains(r"discord-sim 7.8.9\u{1b} in form 9"),
            "{told}"
        );
    }

    #[test]
    fn what_is_no_world_is_told_apart_from_what_is_cut() {
        assert!(matches!(unpack(b"guilds: []"), Err(Problem::NoWorld)));
        assert!(matches!(unpack(b""), Err(Problem::Cut)));
        assert!(matches!(unpack(b"GUILD"), Err(Problem::Cut)));
        let file = sample();
        assert!(matches!(unpack(&file[..file.len() - 1]), Err(Problem::Cut)));
        let longer = [&file[..], b"!"].concat();
        assert!(matches!(unpack(&longer), Err(Problem::Damaged)));
    }

    #[test]
    fn a_world_larger_than_any_is_not_unpacked() {
        let mut file = sample();
        file[SUM - 8..SUM].copy_from_slice(&(LARGEST + 1).to_le_bytes());
        let sum = sum(&file);
        file[SUM..BODY].copy_from_slice(&sum);
        assert!(matches!(unpack(&file), Err(Problem::Large(_))));
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(one: Vec<u8>, other: Vec<u8>) {
            let file = pack(&[&one, &other]).unwrap();
            prop_assert_eq!(unpack(&file).unwrap(), [one, other].concat());
        }

        #[test]
        fn no_flipped_bit_goes_unnoticed(bit: prop::sample::Index) {
            let mut file = sample();
            let bit = bit.index(file.len() * 8);
            file[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(unpack(&file).is_err());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            prop_assert!(unpack(&[&MAGIC[..], &bytes].concat()).is_err());
            prop_assert!(unpack(&bytes).is_err());
        }
    }
}
