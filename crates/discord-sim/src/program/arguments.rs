//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::Parser;

const EXAMPLES: &str = "\
Examples:
  discord-sim                                      a guild, three channels, two people; any token logs in
  discord-sim --print-world > world.yaml           a model for a world of your own
  discord-sim --world world.yaml --strict          only the tokens listed there; every sloppiness is a problem
  discord-sim --state guildhall.sim                the same world again at the next start
  discord-sim --scenario faults.yaml --seed 7      with faults, the same each time
  discord-sim --listen 127.0.0.1:0 --fail-on-problems    in a test: a free port; the exit code tells of problems

Act as a person while it runs:
  curl -d '{\"user\":\"bob\",\"channel\":\"general\",\"do\":\"say\",\"text\":\"hello\"}' \\
      http://127.0.0.1:7000/sim/v1/act
What else there is: http://127.0.0.1:7000/sim/v1/openapi.json";

/// An offline Discord for bots in any language: REST v10, gateway, limits, permissions, people who act.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7000")]
    pub(crate) listen: SocketAddr,
    /// Host and port by which bots reach it, if that is not where it listens
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) public: Option<String>,
    /// Guilds, people, applications and settings
    #[arg(long, value_name = "FILE")]
    pub(crate) world: Option<PathBuf>,
    /// The file that the world lives in: it goes on as it was saved there, or begins with --world; saved as it changes
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Faults in time and on occasions
    #[arg(long, value_name = "FILE")]
    pub(crate) scenario: Option<PathBuf>,
    /// Decides what the scenario leaves to chance; without it one is chosen and printed
    #[arg(long, value_name = "NUMBER", requires = "scenario")]
    pub(crate) seed: Option<u64>,
    /// Unknown fields, missing audit log reasons and unused rights are problems; unlisted tokens are refused
    #[arg(long)]
    pub(crate) strict: bool,
    /// Hold every request and answer against Discord's OpenAPI description (DISCORD_OPENAPI names the file)
    #[arg(long)]
    pub(crate) oracle: bool,
    /// Allow to listen where other machines reach it; whoever does may act as anybody
    #[arg(long)]
    pub(crate) allow_remote: bool,
    /// A host name by which the control API may be asked for; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) control_host: Vec<String>,
    /// Serve the playground's page from this folder (crates/playground/page), to work on it without building
    #[arg(long, value_name = "FOLDER")]
    pub(crate) page: Option<PathBuf>,
    /// End with exit code 3 if there were problems
    #[arg(long)]
    pub(crate) fail_on_problems: bool,
    /// Print every request, event and interaction as it happens
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Print a world file and end
    #[arg(long, exclusive = true)]
    pub(crate) print_world: bool,
    /// Print the JSON Schema of world files and end
    #[arg(long, exclusive = true)]
    pub(crate) print_schema: bool,
    /// Read the world and scenario files, say what is wrong with them, and end
    #[arg(long)]
    pub(crate) check: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
