//! `zlib-stream`: one zlib context per connection, each payload flushed so that it ends with `00 00 FF FF`; and single
//! payloads compressed by themselves, for clients that ask for it when they identify.

use flate2::{Compress, CompressError, Compression, FlushCompress, Status};

/// Room beyond the size of what is compressed: headers, block headers and the flush.
const OVERHEAD_BYTES: usize = 256;

/// The compressing end of one connection.
pub(super) struct Compressor {
    context: Compress,
}

impl Compressor {
    pub(super) fn new() -> Self {
        Self {
            context: Compress::new(Compression::fast(), true),
        }
    }

    /// One payload as a block that a decoder can read whole, the context left open.
    ///
    /// # Errors
    ///
    /// When zlib fails; the connection is of no use afterwards.
    pub(super) fn compress(&mut self, payload: &[u8]) -> Result<Vec<u8>, CompressError> {
        run(&mut self.context, payload, FlushCompress::Sync)
    }
}

/// One payload as a zlib stream of its own.
///
/// # Errors
///
/// When zlib fails.
pub(super) fn alone(payload: &[u8]) -> Result<Vec<u8>, CompressError> {
    let mut context = Compress::new(Compression::fast(), true);
    run(&mut context, payload, FlushCompress::Finish)
}

fn run(
    context: &mut Compress,
    payload: &[u8],
    flush: FlushCompress,
) -> Result<Vec<u8>, CompressError> {
    let mut compressed = Vec::with_capacity(payload.len() / 3 + OVERHEAD_BYTES);
    let mut rest = payload;
    loop {
        let before = context.total_in();
        let status = context.compress_vec(rest, &mut compressed, flush)?;
        let taken = usize::try_from(context.total_in() - before).unwrap_or(rest.len());
        rest = &rest[taken..];
        // Room that is left says that all of it came out.
        let all_out = compressed.len() < compressed.capacity() || status == Status::StreamEnd;
        if rest.is_empty() && all_out {
            return Ok(compressed);
        }
        compressed.reserve(rest.len() / 3 + OVERHEAD_BYTES);
    }
}

#[cfg(test)]
mod tests {
    use flate2::{Decompress, FlushDecompress};
    use proptest::{collection::vec, prelude::any, proptest};

    use super::*;

    fn decompress(decoder: &mut Decompress, mut block: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        loop {
            plain.reserve(64);
            let before = decoder.total_in();
            decoder
                .decompress_vec(block, &mut plain, FlushDecompress::Sync)
                .unwrap();
            block = &block[usize::try_from(decoder.total_in() - before).unwrap()..];
            if block.is_empty() && plain.len() < plain.capacity() {
                return plain;
            }
        }
    }

    proptest! {
        #[test]
        fn each_block_is_complete_and_ends_with_the_mark(
            payloads in vec(vec(any::<u8>(), 0..400), 1..20),
            repeat in 1..300_usize,
        ) {
            let mut compressor = Compressor::new();
            let mut decoder = Decompress::new(true);
            for payload in payloads {
                let payload = payload.repeat(repeat);
                let block = compressor.compress(&payload).unwrap();
                assert!(block.ends_with(&[0, 0, 0xff, 0xff]));
                assert_eq!(decompress(&mut decoder, &block), payload);
            }
        }

        #[test]
        fn a_payload_alone_is_a_whole_stream(payload in vec(any::<u8>(), 0..400), repeat in 1..300_usize) {
            let payload = payload.repeat(repeat);
            let block = alone(&payload).unwrap();
            assert_eq!(decompress(&mut Decompress::new(true), &block), payload);
        }
    }
}
