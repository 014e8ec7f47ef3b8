//! The command.

use std::process::ExitCode;

/// Stages allocate and free by the million on several threads, librdkafka with them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    outcry::app::main(std::env::args_os())
}
