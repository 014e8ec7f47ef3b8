//! The demonstration: an invented railway, an invented day, and tables to read the outcome from.

pub mod paint;
pub mod story;
pub mod table;
pub mod tally;

mod bluesky_feed;
mod dice;
mod encounters;
mod narrator;
mod noise;
mod ordinary_day;
mod outage;
mod person;
mod phrases;
mod viral;
mod x_feed;
