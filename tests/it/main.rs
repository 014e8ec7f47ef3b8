//! Tests of the library's parts together.

mod routing;
mod scoring;
