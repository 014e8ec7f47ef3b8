//! The stages and how they follow one another.

use super::network::Network;
use super::topic::{Source, Topic};
use super::topology::stages;

macro_rules! define {
    ($($(#[doc = $doc:literal])* $stage:ident $name:literal after [$($upstream:ident)*])*) => {
        /// A stage of the topology.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum StageName {
            $($(#[doc = $doc])* $stage,)*
        }

        impl StageName {
            /// Every stage that moves records, in the order of the topology.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$stage),*];

            /// The name used in settings, topics and metrics.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$stage => $name,)*
                }
            }

            /// The other stages that write into this stage's input: its lane time is the least of theirs.
            #[must_use]
            pub const fn upstream(self) -> &'static [Self] {
                match self {
                    $(Self::$stage => &[$(Self::$upstream),*],)*
                }
            }
        }
    };
}
stages!(define);

impl StageName {
    /// The stage of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// The keyed topic the stage reads; `None` for one that reads what others write under any key.
    #[must_use]
    pub fn input(self) -> Option<Topic> {
        let mut hops = Source::FIXED.into_iter().filter(|source| source.is_hop());
        hops.find(|source| source.reader() == self).map(Source::topic)
    }

    /// Whether the stage keeps rows by the keys of its input.
    #[must_use]
    pub fn is_keyed(self) -> bool {
        self.input().is_some()
    }

    /// The stages that keep rows: those that an erasure has to reach.
    pub fn keyed() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|stage| stage.is_keyed())
    }

    /// Every topic the stage reads in a deployment that reads these networks.
    #[must_use]
    pub fn sources(self, networks: &[Network]) -> Vec<Source> {
        let mut all = Source::all(networks);
        all.retain(|source| source.reader() == self);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_reads_one_keyed_topic_or_what_others_write() {
        assert_eq!(StageName::Intake.input(), None);
        assert_eq!(StageName::Assess.input(), Some(Topic::Events));
        assert_eq!(
            StageName::keyed().collect::<Vec<_>>(),
            [StageName::Resolve, StageName::Assess, StageName::Cases]
        );
        assert_eq!(
            StageName::Intake.sources(&[Network::X]),
            [Source::Raw(Network::X), Source::Feedback, Source::ErasureRequests]
        );
        for stage in StageName::keyed() {
            let read: Vec<Topic> = stage
                .sources(&[Network::X])
                .into_iter()
                .map(Source::topic)
                .collect();
            assert_eq!(
                Some(read),
                stage.input().map(|topic| vec![topic]),
                "{}",
                stage.name()
            );
        }
    }

    #[test]
    fn time_flows_down_the_topology() {
        for stage in StageName::ALL {
            assert!(stage.upstream().iter().all(|upstream| *upstream < stage));
            assert_eq!(stage.upstream().is_empty(), !stage.is_keyed(), "{}", stage.name());
        }
    }
}
