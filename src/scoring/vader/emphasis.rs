//! Emphasis by exclamation and question marks.

/// What one exclamation mark adds.
const EXCLAMATION: f64 = 0.292;
/// More of them add nothing.
const MOST_EXCLAMATIONS: usize = 4;
/// What one of two or three question marks adds; a single one adds nothing.
const QUESTION: f64 = 0.18;
/// What four question marks and more add together.
const MANY_QUESTIONS: f64 = 0.96;

/// What the marks of a text add to its sum, in the direction of the sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Emphasis {
    /// By exclamation marks.
    pub(super) exclamations: f64,
    /// By question marks.
    pub(super) questions: f64,
}

impl Emphasis {
    /// Of a text whose emoji are written out.
    pub(super) fn of(text: &str) -> Self {
        let (mut exclamations, mut questions) = (0_usize, 0_u32);
        for byte in text.bytes() {
            exclamations += usize::from(byte == b'!');
            questions += u32::from(byte == b'?');
        }
        let exclamations = u8::try_from(exclamations.min(MOST_EXCLAMATIONS)).unwrap_or_default();
        Self {
            exclamations: f64::from(exclamations) * EXCLAMATION,
            questions: match questions {
                0 | 1 => 0.0,
                2 | 3 => f64::from(questions) * QUESTION,
                _ => MANY_QUESTIONS,
            },
        }
    }

    /// Of all marks together, 0 or more.
    pub(super) fn amount(self) -> f64 {
        self.exclamations + self.questions
    }

    /// A sum with it.
    pub(super) fn on(self, sum: f64) -> f64 {
        sum + self.amount() * direction(sum)
    }
}

/// 1, -1, or 0 for 0.
pub(super) fn direction(sum: f64) -> f64 {
    if sum > 0.0 {
        1.0
    } else if sum < 0.0 {
        -1.0
    } else {
        0.0
    }
}
