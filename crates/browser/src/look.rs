//! What a person looks at and with: size, finger or mouse, light or dark, motion, language.

use serde_json::{Value, json};

/// A screen and its owner's preferences.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    width: u32,
    height: u32,
    scale: f64,
    touch: bool,
    dark: bool,
    reduced_motion: bool,
    forced_colors: bool,
    locale: String,
}

impl Look {
    /// 1280 by 800 with a mouse; light, with motion, in English.
    #[must_use]
    pub fn desktop() -> Self {
        Self {
            width: 1280,
            height: 800,
            scale: 1.0,
            touch: false,
            dark: false,
            reduced_motion: false,
            forced_colors: false,
            locale: "en-US".to_owned(),
        }
    }

    /// 390 by 844 at twice the resolution, with a finger; light, with motion, in English.
    #[must_use]
    pub fn phone() -> Self {
        Self {
            width: 390,
            height: 844,
            scale: 2.0,
            touch: true,
            ..Self::desktop()
        }
    }

    /// Prefers dark.
    #[must_use]
    pub fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    /// Prefers light.
    #[must_use]
    pub fn light(self) -> Self {
        Self {
            dark: false,
            ..self
        }
    }

    /// Prefers that little moves.
    #[must_use]
    pub fn reduced_motion(self) -> Self {
        Self {
            reduced_motion: true,
            ..self
        }
    }

    /// High contrast with the system's colours.
    #[must_use]
    pub fn forced_colors(self) -> Self {
        Self {
            forced_colors: true,
            ..self
        }
    }

    /// Another size, in CSS pixels.
    #[must_use]
    pub fn sized(self, width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            ..self
        }
    }

    /// Device pixels for each CSS pixel.
    #[must_use]
    pub fn scale(self, scale: f64) -> Self {
        Self { scale, ..self }
    }

    /// The browser's language, such as `de`.
    #[must_use]
    pub fn locale(self, locale: &str) -> Self {
        Self {
            locale: locale.to_owned(),
            ..self
        }
    }

    pub(crate) const fn touch(&self) -> bool {
        self.touch
    }

    pub(crate) const fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The calls that make a page look like this; `agent` is how the browser introduces itself.
    pub(crate) fn calls(&self, agent: &str) -> Vec<(&'static str, Value)> {
        let feature = |name: &str, value: &str| json!({"name": name, "value": value});
        let touch = self.touch;
        vec![
            (
                "Emulation.setDeviceMetricsOverride",
                json!({"width": self.width, "height": self.height, "deviceScaleFactor": self.scale, "mobile": touch}),
            ),
            (
                "Emulation.setTouchEmulationEnabled",
                json!({"enabled": touch, "maxTouchPoints": if touch { 5 } else { 1 }}),
            ),
            (
                "Emulation.setEmulatedMedia",
                json!({"features": [
                    feature("prefers-color-scheme", if self.dark { "dark" } else { "light" }),
                    feature("prefers-reduced-motion", if self.reduced_motion { "reduce" } else { "no-preference" }),
                    feature("forced-colors", if self.forced_colors { "active" } else { "none" }),
                ]}),
            ),
            (
                "Emulation.setUserAgentOverride",
                json!({"userAgent": agent, "acceptLanguage": self.locale}),
            ),
            (
                "Emulation.setLocaleOverride",
                json!({"locale": self.locale}),
            ),
            (
                "Emulation.setTimezoneOverride",
                json!({"timezoneId": "UTC"}),
            ),
            (
                "Emulation.setFocusEmulationEnabled",
                json!({"enabled": true}),
            ),
        ]
    }
}
