//! How far a repartition has come: a note in its folder.

use super::Failure;
use super::shelf::Shelf;

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Nothing is certain yet.
    Begun,
    /// Every new lane is written and was read back; of the former topics some may be gone.
    Written,
    /// Everything is done.
    Done,
}

impl Step {
    const ALL: [Self; 3] = [Self::Begun, Self::Written, Self::Done];

    const fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Written => "written",
            Self::Done => "done",
        }
    }

    /// The step that the folder has come to.
    pub(super) fn of(shelf: &Shelf) -> Result<Self, Failure> {
        let Some(name) = shelf.note("step")? else {
            return Ok(Self::Begun);
        };
        let found = Self::ALL.into_iter().find(|step| step.name() == name);
        found.ok_or_else(|| Failure::Folder(format!("the folder's step is `{name}`, which is none")))
    }

    /// The folder has come to this step.
    pub(super) fn reached(self, shelf: &Shelf) -> Result<(), Failure> {
        shelf.put("step", self.name())
    }
}
