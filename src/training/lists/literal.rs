//! Constants of a Python file: numbers, lists of strings, and dictionaries from strings to numbers. Only literals
//! and the names of constants before them; nothing is run.

use std::collections::BTreeMap;

use super::Wrong;

/// A number in thousandths, as the constants are.
pub(super) type Number = i16;

/// The constants of a file.
#[derive(Debug)]
pub(super) struct Constants<'a> {
    source: &'a str,
}

impl<'a> Constants<'a> {
    pub(super) const fn of(source: &'a str) -> Self {
        Self { source }
    }

    /// A list of strings.
    pub(super) fn strings(&self, name: &str) -> Result<Vec<String>, Wrong> {
        let mut tokens = self.value(name)?;
        tokens.sign('[')?;
        let mut strings = Vec::new();
        while !tokens.closes(']')? {
            strings.push(tokens.string()?);
            tokens.separator(']')?;
        }
        Ok(strings)
    }

    /// A dictionary from strings to numbers. Of two entries for one string the last counts.
    pub(super) fn numbers(&self, name: &str) -> Result<BTreeMap<String, Number>, Wrong> {
        let mut tokens = self.value(name)?;
        tokens.sign('{')?;
        let mut numbers = BTreeMap::new();
        while !tokens.closes('}')? {
            let key = tokens.string()?;
            tokens.sign(':')?;
            numbers.insert(key, self.amount(&mut tokens)?);
            tokens.separator('}')?;
        }
        Ok(numbers)
    }

    /// A number, or the name of a constant that is one.
    fn amount(&self, tokens: &mut Tokens<'a>) -> Result<Number, Wrong> {
        let word = tokens.word()?;
        if !word.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return number(word).ok_or_else(|| tokens.wrong("a number with at most three decimals wanted"));
        }
        let value = self.value(word)?.word()?;
        number(value).ok_or_else(|| tokens.wrong(&format!("{word} is no number")))
    }

    /// What stands after `name =` at the start of a line.
    fn value(&self, name: &str) -> Result<Tokens<'a>, Wrong> {
        let mut from = 0;
        for (line, text) in (1..).zip(self.source.split_inclusive('\n')) {
            let after = text.strip_prefix(name).map(str::trim_start);
            if let Some(value) = after.and_then(|rest| rest.strip_prefix('=')) {
                let at = from + text.len() - value.len();
                let rest = self.source.get(at..).unwrap_or_default();
                return Ok(Tokens { rest, line });
            }
            from += text.len();
        }
        Err((1, format!("no constant {name}")))
    }
}

/// A decimal number in thousandths.
pub(super) fn number(text: &str) -> Option<Number> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 2 || !is_number(whole) || !is_number(decimals) {
        return None;
    }
    let (kept, rest) = decimals.split_at_checked(3).unwrap_or((decimals, ""));
    if rest.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let thousandths: Number = format!("{kept:0<3}").parse().ok()?;
    let amount = whole
        .parse::<Number>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(thousandths)?;
    Some(if negative { -amount } else { amount })
}

struct Tokens<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Tokens<'a> {
    fn wrong(&self, what: &str) -> Wrong {
        (self.line, what.to_owned())
    }

    fn step(&mut self, bytes: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count();
        self.rest = rest;
        passed
    }

    /// Passes white space, comments and line continuations.
    fn skip(&mut self) {
        loop {
            let blank = self.rest.len() - self.rest.trim_start_matches(['\\', ' ', '\t', '\r', '\n']).len();
            let comment = self.rest.starts_with('#');
            let length = self.rest.find('\n').unwrap_or(self.rest.len());
            match (blank, comment) {
                (0, false) => return,
                (0, true) => self.step(length),
                (blank, _) => self.step(blank),
            };
        }
    }

    fn sign(&mut self, sign: char) -> Result<(), Wrong> {
        self.skip();
        if !self.rest.starts_with(sign) {
            return Err(self.wrong(&format!("`{sign}` wanted")));
        }
        self.step(sign.len_utf8());
        Ok(())
    }

    /// Whether the closing sign comes next.
    fn closes(&mut self, closing: char) -> Result<bool, Wrong> {
        self.skip();
        if self.rest.is_empty() {
            return Err(self.wrong(&format!("the file ends before `{closing}`")));
        }
        Ok(self.rest.starts_with(closing))
    }

    /// Passes a comma, which may lack before the closing sign only.
    fn separator(&mut self, closing: char) -> Result<(), Wrong> {
        if self.closes(closing)? {
            return Ok(());
        }
        self.sign(',')
    }

    /// A string in single or double quotes on one line, without escapes.
    fn string(&mut self) -> Result<String, Wrong> {
        self.skip();
        let quote = self
            .rest
            .chars()
            .next()
            .filter(|first| matches!(first, '"' | '\''));
        let quote = quote.ok_or_else(|| self.wrong("a string in quotes wanted"))?;
        self.step(1);
        let end = self.rest.find([quote, '\n', '\\']);
        let closed = end.filter(|at| self.rest.get(*at..).is_some_and(|rest| rest.starts_with(quote)));
        let end = closed.ok_or_else(|| self.wrong("a string on one line without escapes wanted"))?;
        let text = self.step(end).to_owned();
        self.step(1);
        Ok(text)
    }

    /// A number or a name.
    fn word(&mut self) -> Result<&'a str, Wrong> {
        self.skip();
        let is_part = |part: char| part.is_ascii_alphanumeric() || matches!(part, '_' | '.' | '-');
        let end = self.rest.find(|part| !is_part(part)).unwrap_or(self.rest.len());
        if end == 0 {
            return Err(self.wrong("a number or a name wanted"));
        }
        Ok(self.step(end))
    }
}
