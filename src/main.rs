//! The command.

use std::process::ExitCode;

fn main() -> ExitCode {
    outcry::app::main(std::env::args_os())
}
