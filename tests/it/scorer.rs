//! The built-in model, made once for all tests.

use std::sync::{Arc, LazyLock};

use outcry::app::topology;
use outcry::scoring::Scorer;
use outcry::settings::{Given, load};

static SCORER: LazyLock<Arc<dyn Scorer>> = LazyLock::new(|| {
    let settings = load(&Given::default()).unwrap().settings;
    topology::scorer(&settings).unwrap_or_else(|failure| panic!("{failure:?}"))
});

/// The built-in model, with no brand.
pub(crate) fn scorer() -> Arc<dyn Scorer> {
    Arc::clone(&SCORER)
}
