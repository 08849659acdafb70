//! What packages bring along: completions and manual pages, made from the definition of the commands.

use crate::{args::Args, exit::Exit, out::Out};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use gangway_core::{Code, Failure};
use std::path::Path;

/// On stdout, as every shell reads them.
pub(super) fn completions(shell: Shell, out: Out<'_>) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "gangway", &mut script);
    out.caller.stdout(&script);
    Exit::Done
}

/// `gangway.1`, `gangway-webhook.1`, `gangway-webhook-rotate.1` …
pub(super) fn manual(folder: &Path) -> Result<Exit, Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(Code::FileFailed, format!("{} cannot be written.", folder.display())).with(error.to_string())
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut command = Args::command();
    command.build();
    write(&command, folder).map_err(failed)?;
    Ok(Exit::Done)
}

fn write(command: &Command, folder: &Path) -> std::io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    std::fs::write(folder.join(format!("{name}.1")), page)?;
    let below = command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help");
    below.into_iter().try_for_each(|below| write(below, folder))
}
