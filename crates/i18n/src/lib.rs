//! Translations: Fluent texts by locale, typed arguments, and the check that finds missing, unused and mis-parametrised keys.
