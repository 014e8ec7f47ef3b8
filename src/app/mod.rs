//! Wiring and commands: the only folder that sees all the others.

pub mod cli;
mod commands;
pub mod demo;
pub mod exit;
pub mod given;
mod judge;
mod model;
pub mod normalise;
pub mod recording;
mod registry;
pub mod replay;
pub mod run;
pub mod terminal;
pub mod topology;
mod training;
pub mod world;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::runtime::work::words;
use cli::{Cli, Command};
use exit::{Exit, Outcome};

/// Does what the command line says.
#[must_use]
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // clap writes help to standard output and mistakes to standard error.
            let _ = error.print();
            let asked = [ErrorKind::DisplayHelp, ErrorKind::DisplayVersion].contains(&error.kind());
            return if asked {
                ExitCode::SUCCESS
            } else {
                Exit::Usage.into()
            };
        }
    };
    std::panic::set_hook(Box::new(told));
    match act(&cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            for line in failure.message.lines() {
                terminal::tell(&format!("outcry: {line}"));
            }
            failure.exit.into()
        }
    }
}

/// Says where a panic was, and of its words only those that cannot be of a post.
fn told(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    terminal::tell(&format!("outcry: panic at {place}: {}", words(panic.payload())));
}

fn act(command: &Command) -> Outcome {
    match command {
        Command::Publish(args) => commands::publish::run(args),
        Command::Capture(args) => commands::capture::run(args),
        Command::Config(args) => commands::config::run(args),
        Command::Check(args) => commands::check::run(args),
        Command::Replay(args) => commands::replay::run(args),
        Command::Normalise(args) => commands::normalise::run(args),
        Command::OpenAddress(args) => commands::open_address::run(args),
        Command::Sources(args) => commands::sources::run(args),
        Command::Score(args) => commands::score::run(args),
        Command::Eval(args) => commands::eval::run(args),
        Command::Train(args) => commands::train::run(args),
        Command::Run(args) => run::run(args),
        Command::Topics(args) => commands::topics::run(args),
        Command::Repartition(args) => commands::repartition::run(args),
        Command::Lanes(args) => commands::lanes::run(args),
        Command::Health(args) => commands::health::run(args),
        Command::Demo(args) => commands::demo::run(args),
    }
}
