//! The house's colours and the symbol beside each of them: a colour alone says nothing to who cannot see it.
//!
//! Accents keep a contrast of 3:1 (WCAG 2.2, 1.4.11 "non-text contrast") to Discord's light and dark
//! backgrounds; texts on picture cards keep 4.5:1 (1.4.3 "contrast (minimum)"). Tests measure both.

/// What a message is about, as a colour and a symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// The house itself: games, profiles, everything that is no news.
    #[default]
    Brand,
    /// Something worked or was won.
    Success,
    /// Something needs attention.
    Warning,
    /// Something failed, was lost or cannot be undone.
    Danger,
    /// Something quiet: hints, finished things.
    Neutral,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 5] = [
        Self::Brand,
        Self::Success,
        Self::Warning,
        Self::Danger,
        Self::Neutral,
    ];

    /// The stripe of a container or embed.
    #[must_use]
    pub const fn accent(self) -> Colour {
        match self {
            Self::Brand => Colour(0x007d_72ee),
            Self::Success => Colour(0x002f_9e57),
            Self::Warning => Colour(0x00b9_810f),
            Self::Danger => Colour(0x00e5_484d),
            Self::Neutral => Colour(0x0080_8692),
        }
    }

    /// The shape that says the same as the colour.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Brand => "◆",
            Self::Success => "✅",
            Self::Warning => "⚠️",
            Self::Danger => "❌",
            Self::Neutral => "•",
        }
    }

    /// Whether the colour is news that must also stand there as a symbol.
    #[must_use]
    pub const fn is_news(self) -> bool {
        matches!(self, Self::Success | Self::Warning | Self::Danger)
    }

    /// `text` with the symbol in front, after heading marks; unchanged if the tone is no news or the symbol is there.
    pub(crate) fn marked(self, text: &str) -> String {
        let symbol = self.symbol();
        if !self.is_news() || text.contains(symbol) {
            return text.to_owned();
        }
        let rest = text.trim_start_matches('#');
        let marks = &text[..text.len() - rest.len()];
        match rest.strip_prefix(' ') {
            Some(rest) if (1..=3).contains(&marks.len()) => format!("{marks} {symbol} {rest}"),
            _ => format!("{symbol} {text}"),
        }
    }
}

/// An sRGB colour, `0xRRGGBB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub u32);

impl Colour {
    /// As SVG and CSS write it: `#7d72ee`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:06x}", self.0 & 0x00ff_ffff)
    }

    /// Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [_, red, green, blue] = self.0.to_be_bytes().map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.040_45 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio to `other`, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// Colours of pictures: a dark panel of our own, legible on Discord's light and dark backgrounds.
pub mod picture {
    use super::{Colour, Tone};

    /// The panel.
    pub const PANEL: Colour = Colour(0x001e_1f2b);
    /// Empty tracks.
    pub const TRACK: Colour = Colour(0x0035_374a);
    /// Panels within the panel.
    pub const RAISED: Colour = Colour(0x0028_2a39);
    /// Main text.
    pub const TEXT: Colour = Colour(0x00f4_f4fa);
    /// Quiet text.
    pub const QUIET: Colour = Colour(0x00a9_acc2);

    /// A tone on the dark panel, brighter than the stripe beside messages.
    #[must_use]
    pub const fn accent(tone: Tone) -> Colour {
        match tone {
            Tone::Brand => Colour(0x009d_93ff),
            Tone::Success => Colour(0x0052_cf83),
            Tone::Warning => Colour(0x00f0_b443),
            Tone::Danger => Colour(0x00ff_7478),
            Tone::Neutral => Colour(0x00a9_acc2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Discord's chat and card backgrounds: light, dark, ash and onyx themes.
    const BACKGROUNDS: [Colour; 5] = [
        Colour(0xff_ffff),
        Colour(0xf2_f3f5),
        Colour(0x31_3338),
        Colour(0x2b_2d31),
        Colour(0x1a_1a1e),
    ];

    #[test]
    fn contrast_is_measured_as_wcag_does() {
        assert!((Colour(0).contrast(Colour(0xff_ffff)) - 21.0).abs() < 1e-9);
        assert!((Colour(0x77_7777).contrast(Colour(0xff_ffff)) - 4.48).abs() < 0.01);
    }

    #[test]
    fn accents_stand_out_on_every_theme() {
        for tone in Tone::ALL {
            for background in BACKGROUNDS {
                let contrast = tone.accent().contrast(background);
                assert!(
                    contrast >= 3.0,
                    "{tone:?} on {}: {contrast:.2}",
                    background.hex()
                );
            }
        }
    }

    #[test]
    fn pictures_are_legible() {
        let inks = [picture::TEXT, picture::QUIET]
            .into_iter()
            .chain(Tone::ALL.map(picture::accent));
        for ink in inks {
            for ground in [picture::PANEL, picture::RAISED] {
                let contrast = ink.contrast(ground);
                assert!(
                    contrast >= 4.5,
                    "{} on {}: {contrast:.2}",
                    ink.hex(),
                    ground.hex()
                );
            }
        }
    }

    #[test]
    fn every_tone_has_its_own_symbol() {
        let symbols: std::collections::BTreeSet<_> = Tone::ALL.map(Tone::symbol).into();
        assert_eq!(symbols.len(), Tone::ALL.len());
    }

    #[test]
    fn news_are_marked_once_and_after_heading_marks() {
        assert_eq!(Tone::Success.marked("You won"), "✅ You won");
        assert_eq!(Tone::Success.marked("### You won"), "### ✅ You won");
        assert_eq!(Tone::Success.marked("✅ You won"), "✅ You won");
        assert_eq!(Tone::Success.marked("#hashtag"), "✅ #hashtag");
        assert_eq!(Tone::Brand.marked("Your turn"), "Your turn");
    }
}
