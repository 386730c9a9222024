//! The house's picture card: a dark rounded panel with an accent stripe, a title, numbers and progress.

use crate::font::{self, Weight};
use crate::palette::{Tone, picture};
use crate::progress;
use crate::svg::{Anchor, Fill, Ink, Path, Svg, Type};

/// Width of every card, in pixels before scaling.
pub const WIDTH: u16 = 600;

/// Tiles of one row.
const COLUMNS: u16 = 4;
/// Tiles of one card; more are left out.
const STATS: usize = 8;

const PAD: f32 = 36.0;
const RADIUS: f32 = 22.0;
const STRIPE: f32 = 10.0;
const GAP: u16 = 12;
const HEAD: u16 = 104;
const TILE: u16 = 76;
const BAR: u16 = 58;
const FOOT: u16 = 28;
const VALUE: f32 = 24.0;
const SMALLEST_VALUE: f32 = 14.0;

/// What stands on a card. All texts are plain: no markdown, no escaping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    tone: Tone,
    title: String,
    subtitle: String,
    stats: Vec<(String, String)>,
    progress: Option<Progress>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Progress {
    label: String,
    done: u64,
    total: u64,
}

impl Card {
    /// A card with a title.
    #[must_use]
    pub fn new(tone: Tone, title: impl Into<String>) -> Self {
        Self {
            tone,
            title: title.into(),
            subtitle: String::new(),
            stats: Vec::new(),
            progress: None,
        }
    }

    /// A quiet line below the title.
    #[must_use]
    pub fn subtitle(mut self, text: impl Into<String>) -> Self {
        self.subtitle = text.into();
        self
    }

    /// Adds a tile with a name and a value; eight find room.
    #[must_use]
    pub fn stat(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.stats.push((label.into(), value.into()));
        self.stats.truncate(STATS);
        self
    }

    /// A progress bar at the bottom.
    #[must_use]
    pub fn progress(mut self, label: impl Into<String>, done: u64, total: u64) -> Self {
        self.progress = Some(Progress {
            label: label.into(),
            done,
            total,
        });
        self
    }

    /// Everything that the card says, for the picture's alt text.
    #[must_use]
    pub fn words(&self) -> String {
        let head = [&self.title, &self.subtitle]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned();
        let stats = self
            .stats
            .iter()
            .map(|(label, value)| format!("{label}: {value}"));
        let progress = self.progress.iter().map(|bar| {
            format!(
                "{}: {} %",
                bar.label,
                progress::percent(bar.done, bar.total)
            )
        });
        head.chain(stats)
            .chain(progress)
            .collect::<Vec<_>>()
            .join(". ")
    }

    /// The card as a picture.
    #[must_use]
    pub fn svg(&self) -> Svg {
        let stats = u16::try_from(self.stats.len()).unwrap_or(u16::MAX);
        let columns = columns(stats);
        let tiles = if stats == 0 {
            0
        } else {
            stats.div_ceil(columns) * (TILE + GAP) + 4
        };
        let bar = if self.progress.is_some() { BAR } else { 0 };
        let foot = if tiles + bar == 0 { FOOT / 2 } else { FOOT };
        let svg = self.head(panel(HEAD + tiles + bar + foot, self.tone));
        let svg = self.tiles(svg, columns);
        match &self.progress {
            Some(progress) => bar_of(svg, progress, f32::from(HEAD + tiles), self.tone),
            None => svg,
        }
    }

    fn head(&self, svg: Svg) -> Svg {
        let badge = (f32::from(WIDTH) - PAD - 22.0, 60.0);
        let accent = picture::accent(self.tone);
        let room = badge.0 - 22.0 - PAD - f32::from(GAP);
        let (title, subtitle) = if self.subtitle.is_empty() {
            (71.0, 0.0)
        } else {
            (59.0, 85.0)
        };
        let svg = svg
            .text_within(
                (PAD, title),
                room,
                &self.title,
                Type::new(30.0, picture::TEXT).bold(),
            )
            .text_within(
                (PAD, subtitle),
                room,
                &self.subtitle,
                Type::new(17.0, picture::QUIET),
            )
            .circle(
                badge,
                22.0,
                Ink::fill(picture::RAISED).and_stroke(accent, 2.0),
            );
        sign(svg, badge, self.tone)
    }

    fn tiles(&self, svg: Svg, columns: u16) -> Svg {
        let wide =
            (f32::from(WIDTH) - 2.0 * PAD - f32::from(GAP * (columns - 1))) / f32::from(columns);
        let mut svg = svg;
        for (place, (label, value)) in (0_u16..).zip(&self.stats) {
            let x = PAD + f32::from(place % columns) * (wide + f32::from(GAP));
            let y = f32::from(HEAD + place / columns * (TILE + GAP));
            svg = svg
                .rect(
                    (x, y),
                    (wide, f32::from(TILE)),
                    14.0,
                    Ink::fill(picture::RAISED),
                )
                .text_within(
                    (x + 16.0, y + 29.0),
                    wide - 32.0,
                    label,
                    Type::new(14.0, picture::QUIET),
                )
                .text_within(
                    (x + 16.0, y + 58.0),
                    wide - 32.0,
                    value,
                    Type::new(value_size(value, wide - 32.0), picture::TEXT).bold(),
                );
        }
        svg
    }
}

/// A value gets smaller before it is cut: half a number is a wrong number.
fn value_size(value: &str, room: f32) -> f32 {
    let wide = font::width(&font::drawable(value), VALUE, Weight::Bold);
    (VALUE * 0.99 * room / wide.max(0.99 * room)).max(SMALLEST_VALUE)
}

/// Tiles beside each other: full rows where possible.
fn columns(stats: u16) -> u16 {
    match stats {
        0..=COLUMNS => stats.max(1),
        5 | 6 => 3,
        _ => COLUMNS,
    }
}

/// The panel with its stripe.
fn panel(rows: u16, tone: Tone) -> Svg {
    let height = f32::from(rows);
    let edge = STRIPE + RADIUS;
    let bend = RADIUS * 0.45;
    // The panel lies on a strip of accent with the same outer corners, which looks out on its left.
    let strip = Path::from(edge, 0.0)
        .line(RADIUS, 0.0)
        .cubic((bend, 0.0), (0.0, bend), 0.0, RADIUS)
        .line(0.0, height - RADIUS)
        .cubic((0.0, height - bend), (bend, height), RADIUS, height)
        .line(edge, height)
        .close();
    let accent = Fill::Down(picture::accent(tone), tone.accent());
    let size = (f32::from(WIDTH) - STRIPE, height);
    Svg::new(u32::from(WIDTH), u32::from(rows))
        .path(&strip, Ink::filled(accent))
        .rect((STRIPE, 0.0), size, RADIUS, Ink::fill(picture::PANEL))
}

/// The tone's shape in the badge.
fn sign(svg: Svg, (x, y): (f32, f32), tone: Tone) -> Svg {
    let accent = picture::accent(tone);
    let stroke = Ink::stroke(accent, 3.5);
    match tone {
        Tone::Brand => {
            let path = Path::from(x, y - 10.0)
                .line(x + 9.0, y)
                .line(x, y + 10.0)
                .line(x - 9.0, y)
                .close();
            svg.path(&path, Ink::fill(accent).and_stroke(accent, 2.0))
        }
        Tone::Success => svg.path(
            &Path::from(x - 8.5, y + 0.5)
                .line(x - 2.5, y + 6.5)
                .line(x + 8.5, y - 6.5),
            stroke,
        ),
        Tone::Warning => svg.line((x, y - 9.0), (x, y + 2.0), stroke).circle(
            (x, y + 9.0),
            2.2,
            Ink::fill(accent),
        ),
        Tone::Danger => svg
            .line((x - 7.0, y - 7.0), (x + 7.0, y + 7.0), stroke)
            .line((x + 7.0, y - 7.0), (x - 7.0, y + 7.0), stroke),
        Tone::Neutral => svg.circle((x, y), 6.0, Ink::fill(accent)),
    }
}

fn bar_of(svg: Svg, progress: &Progress, y: f32, tone: Tone) -> Svg {
    let percent = progress::percent(progress.done, progress.total);
    let number = format!("{percent} %");
    let long = f32::from(WIDTH) - 2.0 * PAD;
    let full = long * f32::from(u8::try_from(percent).unwrap_or(100)) / 100.0;
    let room = long - font::width(&number, 15.0, Weight::Bold) - f32::from(GAP);
    let svg = svg
        .text_within(
            (PAD, y + 20.0),
            room,
            &progress.label,
            Type::new(15.0, picture::QUIET),
        )
        .text(
            (PAD + long, y + 20.0),
            &number,
            Type::new(15.0, picture::TEXT).bold().anchor(Anchor::End),
        )
        .rect(
            (PAD, y + 32.0),
            (long, 14.0),
            7.0,
            Ink::fill(picture::TRACK),
        );
    if percent == 0 {
        return svg;
    }
    let ink = Ink::filled(Fill::Across(tone.accent(), picture::accent(tone)));
    svg.rect((PAD, y + 32.0), (full.max(14.0), 14.0), 7.0, ink)
}
