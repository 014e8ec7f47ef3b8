//! What a tenant is called by those who speak about it.

/// What a tenant is called by those who speak about it: a text that holds none of it is hardly about the brand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brand {
    /// Names of the brand and of its products, as people write them.
    pub names: Vec<String>,
    /// Names of it that are common words too: they need a word of `context` beside them.
    pub ambiguous: Vec<String>,
    /// Handles that mean the brand on any network, with or without `@`; those of its own accounts mean it anyway.
    pub handles: Vec<String>,
    /// Words beside which a name that means something else too is the brand's.
    pub context: Vec<String>,
    /// Words beside which a name is not the brand's.
    pub exclusions: Vec<String>,
    /// Full names of its executives.
    pub executives: Vec<String>,
}

impl Brand {
    /// Whether nothing is said of it.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.names.is_empty() && self.ambiguous.is_empty() && self.handles.is_empty()
    }
}
