//! A teacher: a small network over the numbers of a sentence encoder, whose judgement of posts without labels the
//! linear model learns from (Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network").

mod arrays;
mod encoder;
mod layers;
mod lessons;
mod normaliser;
mod package;
mod perceptron;
mod pieces;
mod protobuf;
mod shown;
#[cfg(test)]
mod tests;

pub use encoder::{Encoder, WIDTH};
pub use lessons::{Lesson, Taught, Teacher, teach};
pub use package::{Packaged, encoder};
pub use perceptron::{Lessons, Perceptron, Rows};
pub use pieces::Pieces;
pub use shown::shown;
