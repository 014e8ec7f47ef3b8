//! The command line.

mod scores;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use scores::{
    CalibrateArgs, EvalArgs, ProfileArg, ScoreArgs, TaskArg, TrainArgs, TrainCommand, TrainModelArgs,
};

/// The command.
#[derive(Debug, Parser)]
#[command(
    name = "outcry",
    version,
    about = "Catches a public outcry while it is still one post",
    long_about = "Reads raw social events from Kafka, normalises and scores them, and publishes routed work \
                  items and escalation alerts, exactly once.",
    after_help = CODES,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const CODES: &str = "Exit codes: 0 done, 1 differences that do no harm, 3 ended at once by a second signal, 64 usage, 65 bad data, 66 no input, 69 broker or registry does not \
                     answer, 70 bug, 74 output cannot be written, 75 try again, 78 configuration.\n\n\
                     Settings: defaults < --config < OUTCRY__SECTION__KEY < --set; `outcry config show` tells \
                     where each value came from.";

/// Settings from files and flags.
#[derive(Debug, Clone, Default, Args)]
pub struct Layers {
    /// A file of settings over the defaults; may be given several times, the later over the earlier
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    pub config: Vec<PathBuf>,
    /// One setting over everything else, such as `time.at_end=hold`; may be given several times
    #[arg(long, value_name = "SECTION.KEY=VALUE", help_heading = "Settings")]
    pub set: Vec<String>,
    /// More log lines; twice for even more
    #[arg(short, long, action = clap::ArgAction::Count, conflicts_with = "quiet", help_heading = "Settings")]
    pub verbose: u8,
    /// Only errors, and no progress
    #[arg(short, long, help_heading = "Settings")]
    pub quiet: bool,
}

/// Form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Which records a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
#[value(rename_all = "snake_case")]
pub enum IsolationArg {
    /// Those of committed transactions
    #[default]
    ReadCommitted,
    /// All of them
    ReadUncommitted,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the service until it is asked to end
    Run(RunArgs),
    /// Show it at work: an embedded broker, an invented brand, an invented day
    Demo(DemoArgs),
    /// Run recorded records through the same stages, without a broker
    Replay(ReplayArgs),
    /// Write recorded records to their topics
    Publish(PublishArgs),
    /// Read a topic from its beginning, values decoded to JSON
    Capture(CaptureArgs),
    /// Show what payloads of a network come to, one JSON line each
    Normalise(NormaliseArgs),
    /// Show the address that a sealed one holds
    OpenAddress(OpenAddressArgs),
    /// Show which networks are read, and where the fields of an event come from
    Sources(SourcesArgs),
    /// Show what the scorer says of texts, and the words that made it so
    Score(ScoreArgs),
    /// Measure a model on labelled rows
    Eval(EvalArgs),
    /// Make a model from labelled rows and word lists
    Train(TrainArgs),
    /// Check settings, rules and schemas, and topics if a broker is given
    Check(CheckArgs),
    /// Compare the topics with what is wanted, or make them
    Topics(TopicsArgs),
    /// Give a deployment that is stopped another number of lanes
    Repartition(RepartitionArgs),
    /// Show how far each lane is, what it lacks, and who holds time back
    Lanes(LanesArgs),
    /// Ask a running service whether it is well
    Health(HealthArgs),
    /// Show the settings in effect
    Config(ConfigArgs),
}

/// `run`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry run --config outcry.yaml\n  \
    outcry run --stages intake,resolve --set kafka.bootstrap_servers=broker:9092\n  \
    outcry run --set time.at_end=hold --exit-when-idle 3s")]
pub struct RunArgs {
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
    /// Stages to run, separated by commas; the same as --set stages=...
    #[arg(long, value_name = "STAGES")]
    pub stages: Option<String>,
    /// End well once nothing but ticks came for this long, such as 3s
    #[arg(long, value_name = "TIME", value_parser = span)]
    pub exit_when_idle: Option<std::time::Duration>,
}

/// `demo`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry demo\n  outcry demo --seed 7\n\n\
    The embedded broker gives no delivery guarantee; `run` against Apache Kafka does.")]
pub struct DemoArgs {
    /// Another seed tells another day
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// No progress
    #[arg(short, long)]
    pub quiet: bool,
}

/// `replay`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry replay day.jsonl.gz --out day/\n  \
    outcry replay a.jsonl b.jsonl --out both/ --set rules.file=routing.yaml")]
pub struct ReplayArgs {
    /// Files of records, JSON Lines, .gz accepted, in the order of time
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Folder for a file of JSON Lines a topic and a summary
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Let time pass to this moment at the end: milliseconds since 1970 or RFC 3339
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub until: Option<i64>,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `publish`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  outcry publish day.jsonl.gz --bootstrap localhost:9092\n  \
    outcry publish day.jsonl --rate 2000 --until 2026-03-04T00:00:00Z\n\n\
    A line is {\"topic\", \"key\", \"timestamp\", \"value\"} and, if wanted, \"partition\". The value's bytes \
    are sent as they stand in the file."
)]
pub struct PublishArgs {
    /// Files of records, JSON Lines, .gz accepted
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Addresses of brokers; the same as --set kafka.bootstrap_servers=...
    #[arg(long, value_name = "HOST:PORT")]
    pub bootstrap: Option<String>,
    /// Records a second, by schedule; as fast as may be without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: Option<u32>,
    /// Close each partition of the raw topics with a record that carries this moment
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub until: Option<i64>,
    /// Replace keys by random ones from this seed: for tests of what must not depend on keys
    #[arg(long, value_name = "SEED")]
    pub random_keys: Option<u64>,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `capture`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    outcry capture --bootstrap localhost:9092 --topic care.work-items.v1 --until-end\n  \
    outcry capture --topic dlq.social.raw.x.v1 --until-end --headers --out refused.jsonl")]
pub struct CaptureArgs {
    /// Addresses of brokers; the same as --set kafka.bootstrap_servers=...
    #[arg(long, value_name = "HOST:PORT")]
    pub bootstrap: Option<String>,
    /// Name of the topic; topics.prefix is put before it where it lacks it
    #[arg(long)]
    pub topic: String,
    /// End at what is the end now; without it, go on until interrupted
    #[arg(long)]
    pub until_end: bool,
    /// Which records are seen
    #[arg(long, value_enum, default_value_t)]
    pub isolation: IsolationArg,
    /// File to write; standard output without it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Add the headers
    #[arg(long)]
    pub headers: bool,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `normalise`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry normalise --network x post.json\n  \
    zcat feed.jsonl.gz | outcry normalise --network bluesky -\n\n\
    A file holds one JSON document, or one a line. Each comes to {\"fate\", \"reason\", \"events\"}.")]
pub struct NormaliseArgs {
    /// The network that sent them; `sources list` shows which there are
    #[arg(long)]
    pub network: String,
    /// Files, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `open-address`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry open-address --tenant main \\\n    \
    ASroJa+V+SkM55Dm9CFMIa3sMzJ3kRbelKgL8x/84BXoVzLSCOJo\n\n\
    Needs the tenant's secret. docs/acting.md says how other programs open one.")]
pub struct OpenAddressArgs {
    /// The tenant whose record it stood in; may be left out if there is only one
    #[arg(long)]
    pub tenant: Option<String>,
    /// The sealed address in base64, as JSON records write it
    #[arg(value_name = "SEALED")]
    pub sealed: String,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `sources`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry sources list\n  outcry sources explain --network x post.json")]
pub struct SourcesArgs {
    /// What to show.
    #[command(subcommand)]
    pub command: SourcesCommand,
}

/// What to show of the sources.
#[derive(Debug, Subcommand)]
pub enum SourcesCommand {
    /// The networks that are read, with kinds, actions, forms of body and version of the adapter
    List(SourcesListArgs),
    /// The events of a payload, field by field with where each value came from
    Explain(SourcesExplainArgs),
}

/// `sources list`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry sources list\n  outcry sources list --json")]
pub struct SourcesListArgs {
    /// As JSON, one document
    #[arg(long)]
    pub json: bool,
}

/// `sources explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry sources explain --network x post.json\n  \
    outcry sources explain --network email letter.eml --json\n\n\
    sent: it stands there as it is. rewritten: in another form. hashed: a key of what stands there. derived: it \
    follows from the shape of the payload, from settings or from other fields. Where several places hold a \
    value, all are named.")]
pub struct SourcesExplainArgs {
    /// The network that sent it; `sources list` shows which there are
    #[arg(long)]
    pub network: String,
    /// The file of one payload, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// As JSON, one document
    #[arg(long)]
    pub json: bool,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry check --config outcry.yaml\n  \
    outcry check --config outcry.yaml --bootstrap localhost:9092")]
pub struct CheckArgs {
    /// Addresses of brokers, to check the topics too
    #[arg(long, value_name = "HOST:PORT")]
    pub bootstrap: Option<String>,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `topics`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry topics plan --bootstrap localhost:9092\n  \
    outcry topics apply --bootstrap localhost:9092 --set topics.partitions=8")]
pub struct TopicsArgs {
    /// `plan` shows what is missing or different, `apply` makes what is missing
    #[arg(value_enum)]
    pub action: TopicsAction,
    /// Addresses of brokers; the same as --set kafka.bootstrap_servers=...
    #[arg(long, value_name = "HOST:PORT")]
    pub bootstrap: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// What to do with topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TopicsAction {
    /// Show what is missing or different
    Plan,
    /// Make what is missing; never shrink, never delete
    Apply,
}

/// `repartition`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  outcry repartition --to 32 --dir move/ --bootstrap localhost:9092\n\n\
    Run the stages until they are idle, end every process, then this, with the settings that they ran with. It moves\n\
    all state to new topics between the stages, reads it back, deletes the former ones, and says what to set. What\n\
    others write and read is not touched. Ended anywhere, the same command goes on; the folder may be deleted once it\n\
    has said that it is done."
)]
pub struct RepartitionArgs {
    /// Lanes of each stage that keeps state: what topics.partitions becomes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(1..=1024))]
    pub to: i32,
    /// Folder for what is on its way, empty at first: as much room as the changelogs take, uncompressed
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// Addresses of brokers; the same as --set kafka.bootstrap_servers=...
    #[arg(long, value_name = "HOST:PORT")]
    pub bootstrap: Option<String>,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `lanes`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry lanes --bootstrap localhost:9092\n  \
    outcry lanes --format json | jq '.lanes[] | select(.lag > 0)'")]
pub struct LanesArgs {
    /// Addresses of brokers; the same as --set kafka.bootstrap_servers=...
    #[arg(long, value_name = "HOST:PORT")]
    pub bootstrap: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `health`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  outcry health\n  outcry health --live --set http.listen=127.0.0.1:9464")]
pub struct HealthArgs {
    /// Ask whether it makes progress, not whether it does its work
    #[arg(long)]
    pub live: bool,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// `config`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  outcry config show\n  outcry config show --config outcry.yaml --format json\n  \
    outcry config default > outcry.yaml"
)]
pub struct ConfigArgs {
    /// `show` the values in effect and where they came from, or print the commented `default` file
    #[arg(value_enum)]
    pub action: ConfigAction,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Settings.
    #[command(flatten)]
    pub layers: Layers,
}

/// What to show of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ConfigAction {
    /// The values in effect, secrets masked
    Show,
    /// The file of defaults, every key with a comment
    Default,
}

fn span(text: &str) -> Result<std::time::Duration, String> {
    crate::settings::span(text).ok_or_else(|| "a length of time such as 500ms, 3s or 2m is wanted".into())
}

fn moment(text: &str) -> Result<i64, String> {
    if let Ok(ms) = text.parse() {
        return Ok(ms);
    }
    text.parse::<jiff::Timestamp>()
        .map(jiff::Timestamp::as_millisecond)
        .map_err(|_| "milliseconds since 1970 or a moment such as 2026-03-04T00:00:00Z is wanted".into())
}
