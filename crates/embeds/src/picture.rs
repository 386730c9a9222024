//! SVG to PNG in this process: fonts from the binary, no file or network access, bounded size.
//!
//! Rendering is work for a blocking thread: milliseconds of one core. Nothing is kept but the fonts' index, and
//! that only after the first picture. The same SVG always gives the same bytes.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{self, ImageHrefResolver, Options, Tree};

use crate::font;
use crate::svg::Svg;

/// Pixels of the PNG for each pixel of the SVG, unless said otherwise: pictures stay sharp on dense screens.
pub const SCALE: u8 = 2;

/// Width and height of the largest PNG, in pixels.
pub const MAX_SIDE: u32 = 4_096;

/// Area of the largest PNG, in pixels; each takes four bytes while it is drawn (16 MB).
pub const MAX_PIXELS: u32 = 4_000_000;

/// Why a picture cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// Nothing to see, or more than the bounds of this module.
    #[error("draw a picture of {width} by {height} pixels")]
    Size {
        /// Width of the PNG, in pixels.
        width: u32,
        /// Height of the PNG, in pixels.
        height: u32,
    },
    /// Not an SVG.
    #[error("read svg")]
    Svg(#[source] usvg::Error),
    /// Not to be written as PNG.
    #[error("write png")]
    Png(#[source] png::EncodingError),
}

/// A drawn picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Png {
    bytes: Arc<[u8]>,
    width: u32,
    height: u32,
}

impl Png {
    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    /// Width and height in pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }
}

impl std::fmt::Debug for Png {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Png({} by {}, {} bytes)",
            self.width,
            self.height,
            self.bytes.len()
        )
    }
}

impl From<Png> for Arc<[u8]> {
    fn from(png: Png) -> Self {
        png.bytes
    }
}

/// Draws pictures. Cheap to make and to clone; clones share the fonts' index.
#[derive(Clone, Debug)]
pub struct Renderer {
    fonts: Arc<OnceLock<Arc<Database>>>,
    scale: u8,
}

impl Default for Renderer {
    fn default() -> Self {
        Self {
            fonts: Arc::default(),
            scale: SCALE,
        }
    }
}

impl Renderer {
    /// A renderer that reads its fonts when it draws its first picture.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Draws so many pixels for each pixel of the SVG, at least one: fewer than [`SCALE`] where a picture is large
    /// already and has to be there at once.
    #[must_use]
    pub fn at_scale(mut self, scale: u8) -> Self {
        self.scale = scale.max(1);
        self
    }

    /// Draws `svg`.
    ///
    /// # Errors
    /// If it is empty or larger than the bounds of this module.
    pub fn render(&self, svg: &Svg) -> Result<Png, PictureError> {
        self.render_markup(&svg.markup())
    }

    /// Draws SVG that our own code wrote; texts of people belong into [`Svg::text`]. It may use the fonts in the
    /// binary (whatever family it names) and nothing outside of itself.
    ///
    /// # Errors
    /// If it is not SVG, empty, or larger than the bounds of this module.
    pub fn render_markup(&self, svg: &str) -> Result<Png, PictureError> {
        let tree = Tree::from_str(svg, &self.options()).map_err(PictureError::Svg)?;
        let scale = f32::from(self.scale);
        let size = tree.size().to_int_size();
        let [width, height] =
            [size.width(), size.height()].map(|side| side.saturating_mul(u32::from(self.scale)));
        let fits = width.max(height) <= MAX_SIDE && width * height <= MAX_PIXELS;
        let pixmap = if fits {
            Pixmap::new(width, height)
        } else {
            None
        };
        let mut pixmap = pixmap.ok_or(PictureError::Size { width, height })?;
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut pixmap.as_mut(),
        );
        let bytes = encoded(pixmap).map_err(PictureError::Png)?;
        Ok(Png {
            bytes: bytes.into(),
            width,
            height,
        })
    }

    fn options(&self) -> Options<'static> {
        Options {
            font_family: font::FAMILY.to_owned(),
            fontdb: self.fonts.get_or_init(|| Arc::new(database())).clone(),
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        }
    }
}

/// The file. Flat areas compress best without a filter, and in a fraction of the time.
fn encoded(pixmap: Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&straight(pixmap.take()))?;
    writer.finish()?;
    Ok(file)
}

/// Colours as PNG has them: not multiplied with their opacity. Nearly all pixels are opaque and stay as they are.
fn straight(mut pixels: Vec<u8>) -> Vec<u8> {
    for pixel in pixels.chunks_exact_mut(4) {
        let alpha = u32::from(pixel[3]);
        if alpha == 0 || alpha == 255 {
            continue;
        }
        for channel in &mut pixel[..3] {
            let colour = (u32::from(*channel) * 255 + alpha / 2) / alpha;
            *channel = u8::try_from(colour).unwrap_or(u8::MAX);
        }
    }
    pixels
}

fn database() -> Database {
    let mut fonts = Database::new();
    for file in font::FILES {
        fonts.load_font_source(Source::Binary(Arc::new(file)));
    }
    fonts.set_sans_serif_family(font::FAMILY);
    fonts.set_serif_family(font::FAMILY);
    fonts.set_monospace_family(font::FAMILY);
    fonts.set_cursive_family(font::FAMILY);
    fonts.set_fantasy_family(font::FAMILY);
    fonts
}
