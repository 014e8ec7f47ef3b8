//! How a command ends: exit codes as in sysexits.h, and the words for people.

use std::process::ExitCode;

/// Exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well but for differences, which a script may want to know of.
    Different,
    /// The command line is wrong.
    Usage,
    /// Input is not of the form it should be.
    Data,
    /// An input file is not there or cannot be read.
    NoInput,
    /// A broker or registry does not answer.
    Unavailable,
    /// A bug.
    Software,
    /// Output cannot be written.
    Io,
    /// It may go well when tried again.
    Again,
    /// The configuration is wrong.
    Config,
}

impl Exit {
    /// The number.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Different => 1,
            Self::Usage => 64,
            Self::Data => 65,
            Self::NoInput => 66,
            Self::Unavailable => 69,
            Self::Software => 70,
            Self::Io => 74,
            Self::Again => 75,
            Self::Config => 78,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command did not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// What is wrong, where, and what to do; one problem a line.
    pub message: String,
}

impl Failure {
    /// A failure with these words.
    pub fn new(exit: Exit, message: impl std::fmt::Display) -> Self {
        Self {
            exit,
            message: message.to_string(),
        }
    }
}

/// What a command returns.
pub type Outcome = Result<(), Failure>;

impl From<crate::kafka::cluster::ClusterError> for Failure {
    fn from(error: crate::kafka::cluster::ClusterError) -> Self {
        use crate::kafka::cluster::ClusterError;
        let exit = match &error {
            ClusterError::Down { .. } | ClusterError::Refused { .. } => Exit::Unavailable,
            ClusterError::TurnedAway { .. } | ClusterError::Config(_) => Exit::Config,
        };
        Self::new(exit, error)
    }
}
