//! Tests of the whole, as one binary.

#[cfg(test)]
mod sources;
