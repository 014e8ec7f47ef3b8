//! The part an author plays in somebody else's conversation, by the words alone.

use crate::domain::score::{Cue, Scores};
use crate::domain::scored::Role;

/// What the words say, if the author is neither the owner nor the brand.
pub(super) fn by_words(scores: &Scores) -> Role {
    if scores.has(Cue::SameHere) || scores.has(Cue::Complaint) {
        Role::Joiner
    } else if scores.has(Cue::OffersHelp) {
        Role::Helper
    } else if scores.has(Cue::Defends) {
        Role::Defender
    } else {
        Role::Bystander
    }
}

/// The stronger of two parts: so that it does not matter which revision was read first.
pub(super) fn stronger(a: Role, b: Role) -> Role {
    let weight = |role: Role| match role {
        Role::Joiner => 3,
        Role::Helper => 2,
        Role::Defender => 1,
        Role::Unknown | Role::Owner | Role::Agent | Role::Bystander => 0,
    };
    if weight(b) > weight(a) { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stronger_part_wins_in_either_order() {
        assert_eq!(stronger(Role::Helper, Role::Joiner), Role::Joiner);
        assert_eq!(stronger(Role::Joiner, Role::Helper), Role::Joiner);
        assert_eq!(stronger(Role::Bystander, Role::Bystander), Role::Bystander);
    }
}
