//! Sets of words: enums whose names in records, headers and docs are one list.

/// An enum whose first word, `unknown`, is only ever read from a newer writer, with its name in records.
macro_rules! words {
    ($(#[doc = $about:literal])* $name:ident { $($(#[doc = $doc:literal])* $word:ident $text:literal)* }) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            /// Only ever read from a newer writer.
            #[serde(rename = "unknown")]
            Unknown,
            $($(#[doc = $doc])* #[serde(rename = $text)] $word,)*
        }

        impl $name {
            /// Every word that is written.
            pub const ALL: [Self; [$($text),*].len()] = [$(Self::$word),*];

            /// The name used in records.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    Self::Unknown => "unknown",
                    $(Self::$word => $text,)*
                }
            }
        }
    };
}

pub(crate) use words;
