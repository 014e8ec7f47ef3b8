//! Arguments of the commands about scores.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Format;

/// How the sentiment of a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub enum ProfileArg {
    /// Words, letters of words and feelings
    #[default]
    Full,
    /// Words and feelings only: faster, a little less right
    Fast,
    /// The rules of VADER alone: English
    Vader,
}

/// `score`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  outcry score 'two hours late and nobody tells us anything'\n  \
    outcry score --format json --brand acme 'thanks @acme, all fixed'\n  \
    zcat posts.txt.gz | outcry score --profile vader --format json -\n\n\
    A number beside a word is what it adds to the logit of the class; they add up to the logit."
)]
pub struct ScoreArgs {
    /// Texts, or - for standard input, one a line
    #[arg(value_name = "TEXT", required = true)]
    pub texts: Vec<String>,
    /// A model file; the built-in one without it
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// How the sentiment is read
    #[arg(long, value_enum, default_value_t)]
    pub profile: ProfileArg,
    /// Names and handles (with @) of the brand; may be given several times
    #[arg(long, value_name = "NAME")]
    pub brand: Vec<String>,
    /// The language tag that came with the texts
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// Form of output: a table for people, or one JSON line a text
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TaskArg {
    /// Negative, neutral, positive; or grades
    Sentiment,
    /// Complaint or not
    Complaint,
    /// What is wanted
    Intent,
    /// How soon somebody must act
    Urgency,
}

/// `eval`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  outcry eval sentiment --data tweets.tsv.gz --split val\n  \
    outcry eval intent --model banking.model --data banking.tsv --predictions out.tsv\n  \
    outcry eval complaint --data complaints.tsv.gz --folds 10 --config training/default.toml\n\n\
    A file of rows is tab-separated, plain or packed with gzip, with a header: id, text, and label or a column \
    of the task's name; split and lang if there are any."
)]
pub struct EvalArgs {
    /// What is evaluated
    #[arg(value_enum)]
    pub task: TaskArg,
    /// The labelled rows
    #[arg(long, value_name = "FILE")]
    pub data: PathBuf,
    /// Only rows of this split
    #[arg(long)]
    pub split: Option<String>,
    /// A model file; the built-in one without it
    #[arg(long, value_name = "FILE", conflicts_with = "folds")]
    pub model: Option<PathBuf>,
    /// How the sentiment is read
    #[arg(long, value_enum, default_value_t)]
    pub profile: ProfileArg,
    /// Cross-validate: train on all folds but one, judge that one (complaint, intent, urgency); calibrated as the recipe
    /// says by folds of the others
    #[arg(long, value_name = "K", requires = "config", value_parser = clap::value_parser!(u16).range(2..=100))]
    pub folds: Option<u16>,
    /// The recipe that says how folds are trained
    #[arg(long, value_name = "FILE", requires = "folds")]
    pub config: Option<PathBuf>,
    /// Write id, one probability a class and the predicted label, row by row
    #[arg(long, value_name = "FILE")]
    pub predictions: Option<PathBuf>,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `train`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  outcry train sentiment --config training/default.toml\n  \
    outcry train intent --config training/banking77.toml --out banking.model\n  \
    outcry train calibrate --data our-posts.tsv --out ours.model\n\n\
    Word lists are read from the packages that scripts/lists fetches. The same files give the same model."
)]
pub struct TrainArgs {
    /// What to train.
    #[command(subcommand)]
    pub command: TrainCommand,
}

/// What to train.
#[derive(Debug, Subcommand)]
pub enum TrainCommand {
    /// A model of sentiment, with the other heads that the recipe names
    Sentiment(TrainModelArgs),
    /// A model of intents
    Intent(TrainModelArgs),
    /// Fit bias and temperature of a model to at least 200 labelled posts of your own
    Calibrate(CalibrateArgs),
}

/// `train sentiment` and `train intent`.
#[derive(Debug, Args)]
pub struct TrainModelArgs {
    /// The recipe
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Folder of the labelled sets, instead of the one in the recipe
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Folder of the packages with word lists, instead of the one in the recipe
    #[arg(long, value_name = "DIR")]
    pub lists: Option<PathBuf>,
    /// The model file to write; NAME.model in the working folder without it. The report and the card lie beside it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Also measure what each group of features is worth: trains several times
    #[arg(long)]
    pub ablations: bool,
}

/// `train calibrate`.
#[derive(Debug, Args)]
pub struct CalibrateArgs {
    /// Labelled rows: id, text, label (negative, neutral, positive)
    #[arg(long, value_name = "FILE")]
    pub data: PathBuf,
    /// The model to start from; the built-in one without it
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// The model file to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}
