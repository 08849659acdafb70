//! The command line; all of it is in the library, because a window runs commands too that are asked of it.

fn main() -> std::process::ExitCode {
    gangway_cli::run()
}
