//! A small typed builder of SVG pictures: no text, number or colour can break out of its place.

use std::fmt::Write as _;

use crate::font::{self, Weight};
use crate::palette::Colour;

/// A picture under construction. Lengths are pixels of the picture before it is scaled up for sharpness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg {
    width: u32,
    height: u32,
    gradients: u32,
    body: String,
}

/// How a shape is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fill {
    /// One colour.
    Solid(Colour),
    /// From the top of the shape to its bottom.
    Down(Colour, Colour),
    /// From the left of the shape to its right.
    Across(Colour, Colour),
}

/// How a shape is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ink {
    fill: Option<Fill>,
    stroke: Option<(Colour, f32)>,
    faint: Option<f32>,
}

impl Ink {
    /// Filled with one colour.
    #[must_use]
    pub fn fill(colour: Colour) -> Self {
        Self::filled(Fill::Solid(colour))
    }

    /// Filled.
    #[must_use]
    pub fn filled(fill: Fill) -> Self {
        Self {
            fill: Some(fill),
            ..Self::default()
        }
    }

    /// Drawn along its outline, with round ends and corners.
    #[must_use]
    pub fn stroke(colour: Colour, width: f32) -> Self {
        Self::default().and_stroke(colour, width)
    }

    /// Drawn along its outline too.
    #[must_use]
    pub fn and_stroke(mut self, colour: Colour, width: f32) -> Self {
        self.stroke = Some((colour, width));
        self
    }

    /// Transparent: 0 (not seen) to 1.
    #[must_use]
    pub fn opacity(mut self, opacity: f32) -> Self {
        self.faint = Some(opacity);
        self
    }
}

/// Which point of a text its position names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// The left end of the base line.
    #[default]
    Start,
    /// The middle of the base line.
    Middle,
    /// The right end of the base line.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    size: f32,
    colour: Colour,
    weight: Weight,
    anchor: Anchor,
    spacing: f32,
}

impl Type {
    /// Regular text of `size`, from its left end.
    #[must_use]
    pub fn new(size: f32, colour: Colour) -> Self {
        Self {
            size,
            colour,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            spacing: 0.0,
        }
    }

    /// Bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.weight = Weight::Bold;
        self
    }

    /// Placed by another point.
    #[must_use]
    pub fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// Extra room between letters.
    #[must_use]
    pub fn spacing(mut self, spacing: f32) -> Self {
        self.spacing = spacing;
        self
    }
}

/// The outline of a free shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(String);

impl Path {
    /// Starts at a point.
    #[must_use]
    pub fn from(x: f32, y: f32) -> Self {
        Self::default().step('M', &[x, y])
    }

    /// Jumps to a point.
    #[must_use]
    pub fn jump(self, x: f32, y: f32) -> Self {
        self.step('M', &[x, y])
    }

    /// A straight line.
    #[must_use]
    pub fn line(self, x: f32, y: f32) -> Self {
        self.step('L', &[x, y])
    }

    /// A curve bent towards one point.
    #[must_use]
    pub fn quad(self, towards: (f32, f32), x: f32, y: f32) -> Self {
        self.step('Q', &[towards.0, towards.1, x, y])
    }

    /// A curve bent towards two points.
    #[must_use]
    pub fn cubic(self, first: (f32, f32), second: (f32, f32), x: f32, y: f32) -> Self {
        self.step('C', &[first.0, first.1, second.0, second.1, x, y])
    }

    /// Back to where it started.
    #[must_use]
    pub fn close(self) -> Self {
        self.step('Z', &[])
    }

    fn step(mut self, command: char, numbers: &[f32]) -> Self {
        self.0.push(command);
        for (place, value) in numbers.iter().enumerate() {
            if place > 0 {
                self.0.push(' ');
            }
            self.0.push_str(&number(*value));
        }
        self
    }
}

impl Svg {
    /// An empty, transparent picture.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            gradients: 0,
            body: String::new(),
        }
    }

    /// Width and height in pixels before scaling.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// A rectangle from its top left corner, with corners rounded by `radius`.
    #[must_use]
    pub fn rect(self, corner: (f32, f32), size: (f32, f32), radius: f32, ink: Ink) -> Self {
        let places = [
            ("x", corner.0),
            ("y", corner.1),
            ("width", size.0.max(0.0)),
            ("height", size.1.max(0.0)),
            ("rx", radius.max(0.0)),
        ];
        self.shape("rect", &places, None, ink)
    }

    /// A circle.
    #[must_use]
    pub fn circle(self, centre: (f32, f32), radius: f32, ink: Ink) -> Self {
        self.shape(
            "circle",
            &[("cx", centre.0), ("cy", centre.1), ("r", radius.max(0.0))],
            None,
            ink,
        )
    }

    /// A straight line.
    #[must_use]
    pub fn line(self, from: (f32, f32), to: (f32, f32), ink: Ink) -> Self {
        self.shape(
            "line",
            &[("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)],
            None,
            ink,
        )
    }

    /// A free shape.
    #[must_use]
    pub fn path(self, path: &Path, ink: Ink) -> Self {
        self.shape("path", &[], Some(path), ink)
    }

    /// A line of text on its base line; characters that the fonts lack become neutral marks.
    #[must_use]
    pub fn text(mut self, at: (f32, f32), text: &str, looks: Type) -> Self {
        let anchor = match looks.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = match looks.weight {
            Weight::Regular => 400,
            Weight::Bold => 700,
        };
        let text = escaped(&font::drawable(text));
        let (x, y, size, spacing) = (
            number(at.0),
            number(at.1),
            number(looks.size.max(1.0)),
            number(looks.spacing),
        );
        let fill = looks.colour.hex();
        let _ = write!(
            self.body,
            r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" letter-spacing="{spacing}" fill="{fill}" text-anchor="{anchor}" xml:space="preserve">{text}</text>"#,
        );
        self
    }

    /// A line of text, cut with "…" where it would grow over `room`.
    #[must_use]
    pub fn text_within(self, at: (f32, f32), room: f32, text: &str, looks: Type) -> Self {
        let line = font::drawable(text);
        let spaced = room
            - looks.spacing.max(0.0)
                * f32::from(u16::try_from(line.chars().count()).unwrap_or(u16::MAX));
        let line = font::fit(&line, looks.size, looks.weight, spaced);
        self.text(at, &line, looks)
    }

    /// The picture as SVG.
    #[must_use]
    pub fn markup(&self) -> String {
        let Self {
            width,
            height,
            body,
            ..
        } = self;
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{family}">{body}</svg>"#,
            family = font::FAMILY
        )
    }

    fn shape(mut self, name: &str, places: &[(&str, f32)], path: Option<&Path>, ink: Ink) -> Self {
        let fill = ink
            .fill
            .map(|fill| self.paint(fill))
            .unwrap_or_else(|| "none".to_owned());
        let _ = write!(self.body, "<{name}");
        for (place, value) in places {
            let _ = write!(self.body, r#" {place}="{}""#, number(*value));
        }
        if let Some(Path(steps)) = path {
            let _ = write!(self.body, r#" d="{steps}""#);
        }
        let _ = write!(self.body, r#" fill="{fill}""#);
        if let Some((colour, width)) = ink.stroke {
            let (colour, width) = (colour.hex(), number(width.max(0.0)));
            let _ = write!(
                self.body,
                r#" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round""#
            );
        }
        if let Some(opacity) = ink.faint {
            let _ = write!(
                self.body,
                r#" opacity="{}""#,
                number(opacity.clamp(0.0, 1.0))
            );
        }
        self.body.push_str("/>");
        self
    }

    fn paint(&mut self, fill: Fill) -> String {
        let (from, to, x, y) = match fill {
            Fill::Solid(colour) => return colour.hex(),
            Fill::Down(from, to) => (from, to, 0, 1),
            Fill::Across(from, to) => (from, to, 1, 0),
        };
        self.gradients += 1;
        let (number, from, to) = (self.gradients, from.hex(), to.hex());
        let _ = write!(
            self.body,
            r##"<linearGradient id="g{number}" x1="0" y1="0" x2="{x}" y2="{y}"><stop offset="0" stop-color="{from}"/><stop offset="1" stop-color="{to}"/></linearGradient>"##,
        );
        format!("url(#g{number})")
    }
}

/// A number as SVG writes it: finite, of sane size, at most two decimals.
fn number(value: f32) -> String {
    let value = if value.is_finite() {
        value.clamp(-100_000.0, 100_000.0)
    } else {
        0.0
    };
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// `text` between tags.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_finite() {
        let numbers = [1.0, 1.5, 1.0 / 3.0, -0.001, f32::NAN, f32::INFINITY, 1e30].map(number);
        assert_eq!(numbers, ["1", "1.5", "0.33", "0", "0", "0", "100000"]);
    }

    #[test]
    fn texts_stay_texts() {
        let svg = Svg::new(10, 10).text(
            (0.0, 9.0),
            "</text><image href=\"file:///etc/passwd\"/>&\0",
            Type::new(8.0, Colour(0)),
        );
        assert!(svg.markup().contains(
            "&lt;/text&gt;&lt;image href=&quot;file:///etc/passwd&quot;/&gt;&amp;</text>"
        ));
        assert_eq!(svg.markup().matches("<text").count(), 1);
    }
}
