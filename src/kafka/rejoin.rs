//! A membership that the group says belongs to somebody else: after the unclean end of a coordinator that may be the
//! member itself, before it another process of the same name. Pure.

use std::time::Duration;

/// A membership that lasted this long had no rival.
const LONG: Duration = Duration::from_mins(1);
/// Memberships in a row that may be shorter.
const SHORT: u32 = 2;

/// How often a member joined anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rejoins {
    short: u32,
}

impl Rejoins {
    /// Whether to join anew after a membership that lasted so long.
    pub(super) fn again(&mut self, lasted: Duration) -> bool {
        if lasted >= LONG {
            self.short = 0;
        } else {
            self.short += 1;
        }
        self.short <= SHORT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_memberships_in_a_row_have_a_rival() {
        let (short, long) = (Duration::from_secs(5), Duration::from_secs(300));
        let mut rejoins = Rejoins::default();
        let lasted = [short, short, long, short, short, short];
        assert_eq!(
            lasted.map(|lasted| rejoins.again(lasted)),
            [true, true, true, true, true, false]
        );
    }
}
