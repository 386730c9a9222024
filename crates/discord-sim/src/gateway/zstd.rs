//! `zstd-stream`: one zstd context per connection, one websocket message per payload, a frame that never ends.

use std::io;

use ::zstd::stream::raw::{Encoder, Operation, OutBuffer};

/// Speed over size; the simulator talks over loopback.
const LEVEL: i32 = 1;
const CHUNK_BYTES: usize = 16 * 1024;

/// The compressing end of one connection.
pub(super) struct Compressor {
    encoder: Encoder<'static>,
    chunk: Box<[u8]>,
}

impl Compressor {
    /// # Errors
    ///
    /// When zstd cannot make a context.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            encoder: Encoder::new(LEVEL)?,
            chunk: vec![0; CHUNK_BYTES].into_boxed_slice(),
        })
    }

    /// One payload as a block that a decoder can read whole, flushed, the frame left open.
    ///
    /// # Errors
    ///
    /// When zstd fails; the connection is of no use afterwards.
    pub(super) fn compress(&mut self, payload: &[u8]) -> io::Result<Vec<u8>> {
        let mut compressed = Vec::with_capacity(payload.len() / 4 + 64);
        let mut rest = payload;
        while !rest.is_empty() {
            let status = self.encoder.run_on_buffers(rest, &mut self.chunk)?;
            rest = &rest[status.bytes_read..];
            compressed.extend_from_slice(&self.chunk[..status.bytes_written]);
        }
        loop {
            let mut output = OutBuffer::around(&mut self.chunk[..]);
            let remaining = self.encoder.flush(&mut output)?;
            compressed.extend_from_slice(output.as_slice());
            if remaining == 0 {
                return Ok(compressed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ::zstd::stream::raw::{Decoder, Operation};
    use proptest::{collection::vec, prelude::any, proptest};

    use super::*;

    fn decompress(decoder: &mut Decoder<'_>, mut block: &[u8]) -> Vec<u8> {
        let (mut plain, mut chunk) = (Vec::new(), [0; 100]);
        loop {
            let status = decoder.run_on_buffers(block, &mut chunk).unwrap();
            block = &block[status.bytes_read..];
            plain.extend_from_slice(&chunk[..status.bytes_written]);
            if block.is_empty() && status.bytes_written < chunk.len() {
                return plain;
            }
        }
    }

    proptest! {
        #[test]
        fn each_block_is_complete_and_the_context_is_kept(
            payloads in vec(vec(any::<u8>(), 0..400), 1..20),
            repeat in 1..300_usize,
        ) {
            let mut compressor = Compressor::new().unwrap();
            let mut decoder = Decoder::new().unwrap();
            for payload in payloads {
                let payload = payload.repeat(repeat);
                let block = compressor.compress(&payload).unwrap();
                assert_eq!(decompress(&mut decoder, &block), payload);
            }
        }
    }
}
