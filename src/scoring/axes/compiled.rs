//! The phrases and the brand's names, compiled once.

use std::fmt;

use super::matcher::Matcher;
use super::phrasebook::Phrasebook;
use super::phrases::{LANGUAGES, LISTS};
use super::sign::Sign;
use crate::domain::brand::Brand;
use crate::scoring::text::{Kind, Scan, Token};

/// Phrases and names, ready to read texts with.
#[derive(Debug, Clone)]
pub struct Compiled {
    pub(super) matcher: Matcher,
    pub(super) handles: Vec<Box<str>>,
    pub(super) has_brand: bool,
}

/// A name that cannot be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrandProblem {
    /// It holds no word.
    NoWord(String),
    /// An executive by one word alone.
    OneWord(String),
}

impl fmt::Display for BrandProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWord(name) => write!(f, "{name:?} holds no word, write it with letters or digits"),
            Self::OneWord(name) => {
                write!(
                    f,
                    "the executive {name:?} is one word, write the first and the last name"
                )
            }
        }
    }
}

impl std::error::Error for BrandProblem {}

impl Compiled {
    /// Compiles the built-in phrases and the brand's names.
    ///
    /// # Errors
    /// A name without a word, or an executive by one word alone.
    pub fn new(brand: &Brand) -> Result<Self, BrandProblem> {
        let mut book = Phrasebook::new();
        for (sign, strength, phrases) in LISTS.iter().copied().flatten() {
            book.add(*sign, *strength, phrases);
        }
        for (place, (_, words)) in LANGUAGES.into_iter().enumerate() {
            book.add(Sign::Language(place as u8), 1, words);
        }
        for (sign, names) in [
            (Sign::BrandName, &brand.names),
            (Sign::AmbiguousName, &brand.ambiguous),
            (Sign::BrandContext, &brand.context),
            (Sign::BrandExclusion, &brand.exclusions),
            (Sign::Executive, &brand.executives),
        ] {
            for name in names {
                add_name(&mut book, sign, name)?;
            }
        }
        let handles = brand
            .handles
            .iter()
            .map(|handle| handle.trim_start_matches('@').into());
        Ok(Self {
            matcher: Matcher::of(book),
            handles: handles.collect(),
            has_brand: !brand.is_unknown(),
        })
    }
}

fn add_name(book: &mut Phrasebook, sign: Sign, name: &str) -> Result<(), BrandProblem> {
    let mut scan = Scan::new();
    scan.read(name);
    let is_word = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Hashtag | Kind::Number);
    let tokens: Vec<Token> = scan.tokens().iter().filter(is_word).copied().collect();
    match tokens.len() {
        0 => Err(BrandProblem::NoWord(name.to_owned())),
        1 if sign == Sign::Executive => Err(BrandProblem::OneWord(name.to_owned())),
        _ => {
            book.add_name(sign, name, &tokens);
            Ok(())
        }
    }
}
