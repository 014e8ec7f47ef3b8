//! Emphasis on a terminal, and none where it is unwanted.

use std::ffi::OsStr;

/// Whether text may carry emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Letters only.
    Plain,
    /// ANSI escape sequences.
    Ansi,
}

impl Paint {
    /// Emphasis on a terminal only, and never where `NO_COLOR` is set to anything but nothing.
    #[must_use]
    pub fn chosen(no_color: Option<&OsStr>, terminal: bool) -> Self {
        if terminal && no_color.is_none_or(OsStr::is_empty) {
            Self::Ansi
        } else {
            Self::Plain
        }
    }

    /// Text that stands out.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        match self {
            Self::Plain => text.into(),
            Self::Ansi => format!("\u{1b}[1m{text}\u{1b}[0m"),
        }
    }

    /// Text that stands back.
    #[must_use]
    pub fn faint(self, text: &str) -> String {
        match self {
            Self::Plain => text.into(),
            Self::Ansi => format!("\u{1b}[2m{text}\u{1b}[0m"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_wins_over_a_terminal() {
        assert_eq!(Paint::chosen(None, true), Paint::Ansi);
        assert_eq!(Paint::chosen(Some(OsStr::new("")), true), Paint::Ansi);
        assert_eq!(Paint::chosen(Some(OsStr::new("1")), true), Paint::Plain);
        assert_eq!(Paint::chosen(None, false), Paint::Plain);
    }

    #[test]
    fn plain_text_is_untouched() {
        assert_eq!(Paint::Plain.strong("a"), "a");
        assert!(Paint::Ansi.faint("a").contains('\u{1b}'));
    }
}
