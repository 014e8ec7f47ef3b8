//! Goes over a text once and finds what is personal in it.

use std::ops::Range;

use super::number::{self, Number};
use super::scan::Scan;
use super::shape::Shape;
use super::{address, card, code, email, iban, ip, key, mask, password, phone, postcode};
use crate::domain::mask::{MaskClass, MaskClasses};

/// A personal value in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) class: MaskClass,
    /// Its bytes.
    pub(super) range: Range<usize>,
}

/// The personal values of a text, in order.
pub(super) struct Finds<'t> {
    scan: Scan<'t>,
    at: usize,
    /// End of the latest sign group looked at: it is looked at once.
    token: usize,
    classes: MaskClasses,
    shapes: &'t [Shape],
}

impl<'t> Finds<'t> {
    pub(super) const fn new(text: &'t str, classes: MaskClasses, shapes: &'t [Shape]) -> Self {
        Self {
            scan: Scan::new(text),
            at: 0,
            token: 0,
            classes,
            shapes,
        }
    }

    /// A value of this class, if it is masked and begins behind the latest one.
    fn of(&self, class: MaskClass, find: impl FnOnce(&Scan<'t>) -> Option<Range<usize>>) -> Option<Found> {
        if !self.classes.has(class) {
            return None;
        }
        let range =
            find(&self.scan).filter(|range| range.start >= self.scan.floor && range.start < range.end)?;
        Some(Found { class, range })
    }

    fn around(&mut self, at: usize) -> Option<Found> {
        let scan = self.scan;
        match scan.byte(at) {
            b'@' => self
                .of(MaskClass::Secret, |scan| password::login(scan, at))
                .or_else(|| self.of(MaskClass::Email, |scan| email::around(scan, at, 1))),
            b':' => self
                .of(MaskClass::Secret, |scan| password::signed(scan, at))
                .or_else(|| self.of(MaskClass::Ip, |scan| ip::v6(scan, at))),
            b'=' => self.of(MaskClass::Secret, |scan| password::signed(scan, at)),
            byte if byte.is_ascii_uppercase() => self.capital(at),
            _ if number::digit(&scan, at).is_some() && !number::digit_before(&scan, at) => self.digit(at),
            _ => None,
        }
    }

    fn digit(&mut self, at: usize) -> Option<Found> {
        let number = Number::read(&self.scan, at);
        self.escaped(at)
            .or_else(|| self.of(MaskClass::Secret, |scan| password::announced(scan, at)))
            .or_else(|| {
                self.shapes
                    .iter()
                    .find_map(|shape| self.of(MaskClass::Code, |scan| shape.around(scan, at)))
            })
            .or_else(|| self.of(MaskClass::Iban, |scan| iban::at(scan, at)))
            .or_else(|| self.of(MaskClass::Card, |scan| card::of(scan, &number)))
            .or_else(|| self.of(MaskClass::Ip, |scan| ip::v4(scan, at)))
            .or_else(|| self.token(at))
            .or_else(|| self.of(MaskClass::Phone, |scan| phone::of(scan, &number)))
            .or_else(|| {
                self.of(MaskClass::Address, |scan| {
                    address::at(scan, at).or_else(|| postcode::at(scan, at))
                })
            })
    }

    /// `%40` stands for an at-sign in links.
    fn escaped(&self, at: usize) -> Option<Found> {
        let sign = at
            .checked_sub(1)
            .filter(|sign| self.scan.ahead(*sign).starts_with("%40"))?;
        self.of(MaskClass::Email, |scan| email::around(scan, sign, 3))
    }

    fn capital(&mut self, at: usize) -> Option<Found> {
        self.of(MaskClass::Secret, |scan| key::block(scan, at))
            .or_else(|| self.token(at))
    }

    /// What the sign group around `at` is.
    fn token(&mut self, at: usize) -> Option<Found> {
        if at < self.token {
            return None;
        }
        let scan = &self.scan;
        let of_key = |byte: &u8| key::of_key(*byte);
        let start = at
            - scan
                .back(at)
                .as_bytes()
                .iter()
                .rev()
                .take_while(|byte| of_key(byte))
                .count();
        let end = at
            + scan
                .ahead(at)
                .as_bytes()
                .iter()
                .take_while(|byte| of_key(byte))
                .count();
        self.token = end;
        let whole = start..end;
        self.of(MaskClass::Secret, |scan| key::at(scan, &whole))
            .or_else(|| {
                self.of(MaskClass::Code, |scan| {
                    code::announced(scan, &code::bare(scan, &whole))
                })
            })
    }
}

impl Iterator for Finds<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let at = self.scan.next(self.at)?;
            if let Some(end) = mask::end(self.scan.text, at) {
                (self.at, self.scan.floor) = (end, end);
                continue;
            }
            self.at = at + 1;
            if let Some(found) = self.around(at) {
                (self.at, self.scan.floor) = (found.range.end.max(at + 1), found.range.end);
                return Some(found);
            }
        }
    }
}
