//! What a rule file may hold at most, so that what an item or alert shows of it stays small.

/// Bytes of a name: of a rule, a queue, a skill, or a value that is compared.
pub(super) const NAME_BYTES: usize = 100;
/// Comparisons of a route, in its whole condition: an item shows those that held.
pub(super) const COMPARISONS: usize = 32;
/// Names that one comparison lists.
pub(super) const NAMES: usize = 32;
/// Skills that a route asks for.
pub(super) const SKILLS: usize = 16;
/// Escalations of a file: a case keeps a row of each that was raised.
pub(super) const ESCALATIONS: usize = 64;
