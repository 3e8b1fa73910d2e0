//! Texts that nobody may read in a log, a listing or an error.

use std::fmt;

/// A secret: it can be compared and handed to who needs it, and everything that prints it prints «redacted».
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// What stands for a secret wherever one would be shown.
    pub const SHOWN: &'static str = "«redacted»";

    /// Keeps `text` secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself, for the one place that uses it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether `text` is the secret, in a time that does not tell how much of it was right.
    pub fn is(&self, text: &str) -> bool {
        let differences = self.0.bytes().zip(text.bytes()).fold(0, |all, (own, theirs)| all | (own ^ theirs));
        self.0.len() == text.len() && differences == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(Self::SHOWN)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(Self::SHOWN)
    }
}

impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Self::SHOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_printed() {
        let secret = Secret::new("open sesame");
        let printed = [format!("{secret}"), format!("{secret:?}"), serde_json::to_string(&secret).unwrap()];
        assert!(
            printed.iter().all(|text| !text.contains("sesame") && text.contains("redacted")),
            "{printed:?}"
        );
    }

    #[test]
    fn a_secret_is_itself_and_nothing_shorter_or_longer() {
        let secret = Secret::new("open sesame");
        assert!(secret.is("open sesame"));
        for other in ["", "open", "open sesamE", "open sesame!"] {
            assert!(!secret.is(other), "{other}");
        }
    }
}
