//! The topics and the types of record that travel on them.

use super::network::Network;
use super::stage::StageName;
use super::topology::{record_types, topics};
use super::views::Views;

/// Who relies on a topic or a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    /// Others read or write it.
    Public,
    /// Others read it, where the settings ask for it.
    View,
    /// This service alone.
    Internal,
}

/// What becomes of a topic's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cleanup {
    /// They go by age.
    Delete,
    /// The newest of each key stays for ever.
    Compact,
}

/// All that is said of a topic.
#[derive(Debug, Clone, Copy)]
struct Row {
    name: [&'static str; 4],
    audience: Audience,
    cleanup: Cleanup,
    reader: Option<StageName>,
    records: &'static [RecordType],
}

macro_rules! define_topics {
    (
        inputs {
            $($(#[doc = $in_doc:literal])*
            $input:ident $in_name:literal $in_audience:ident => $reader:ident [$($in_record:ident)*])*
        }
        outputs {
            $($(#[doc = $out_doc:literal])*
            $output:ident $out_name:literal $out_audience:ident $cleanup:ident [$($out_record:ident)*])*
        }
    ) => {
        /// A topic, without the deployment's prefix.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Topic {
            /// A network's feed as it arrives.
            Raw(Network),
            $($(#[doc = $in_doc])* $input,)*
            $($(#[doc = $out_doc])* $output,)*
            /// A stage's changelog.
            Changelog(StageName),
            /// Dead letters of an input topic.
            DeadLetters(Source),
        }

        /// A topic that a stage reads.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Source {
            /// A network's feed.
            Raw(Network),
            $($(#[doc = $in_doc])* $input,)*
        }

        impl Source {
            /// Every source but the feeds.
            pub const FIXED: [Self; [$($in_name),*].len()] = [$(Self::$input),*];

            /// The input topic itself.
            #[must_use]
            pub const fn topic(self) -> Topic {
                match self {
                    Self::Raw(network) => Topic::Raw(network),
                    $(Self::$input => Topic::$input,)*
                }
            }

            /// The stage that reads it.
            #[must_use]
            pub const fn reader(self) -> StageName {
                match self {
                    Self::Raw(_) => StageName::Intake,
                    $(Self::$input => StageName::$reader,)*
                }
            }
        }

        impl Topic {
            /// Every topic that there is once, whatever networks are read.
            pub const FIXED: [Self; [$($in_name,)* $($out_name),*].len()] =
                [$(Self::$input,)* $(Self::$output),*];

            const fn row(self) -> Row {
                match self {
                    $(Self::$input => Row {
                        name: ["", $in_name, "", ""],
                        audience: Audience::$in_audience,
                        cleanup: Cleanup::Delete,
                        reader: Some(StageName::$reader),
                        records: &[$(RecordType::$in_record),*],
                    },)*
                    $(Self::$output => Row {
                        name: ["", $out_name, "", ""],
                        audience: Audience::$out_audience,
                        cleanup: Cleanup::$cleanup,
                        reader: None,
                        records: &[$(RecordType::$out_record),*],
                    },)*
                    Self::Raw(network) => Row {
                        name: ["", "social.raw.", network.name(), ".v1"],
                        audience: Audience::Public,
                        cleanup: Cleanup::Delete,
                        reader: Some(StageName::Intake),
                        records: &[],
                    },
                    Self::Changelog(stage) => Row {
                        name: ["", "outcry.", stage.name(), "-changelog.v1"],
                        audience: Audience::Internal,
                        cleanup: Cleanup::Compact,
                        reader: None,
                        records: &[],
                    },
                    Self::DeadLetters(source) => source.topic().row().dead_letters(),
                }
            }
        }
    };
}
topics!(define_topics);

impl Row {
    /// The row of the dead letters of this topic.
    const fn dead_letters(self) -> Self {
        let [_, start, middle, end] = self.name;
        Self {
            name: ["dlq.", start, middle, end],
            audience: Audience::Public,
            cleanup: Cleanup::Delete,
            reader: None,
            records: &[],
        }
    }
}

impl Source {
    /// Every source of a deployment that reads these networks.
    #[must_use]
    pub fn all(networks: &[Network]) -> Vec<Self> {
        let feeds = networks.iter().map(|network| Self::Raw(*network));
        feeds.chain(Self::FIXED).collect()
    }

    /// Whether it lies between two stages: see [`Topic::is_hop`].
    #[must_use]
    pub const fn is_hop(self) -> bool {
        self.topic().is_hop()
    }
}

impl Topic {
    /// The topic's name without prefix.
    #[must_use]
    pub fn name(self) -> String {
        self.name_parts().concat()
    }

    /// The parts of its name, in order: together they are the name, and cost no allocation.
    #[must_use]
    pub const fn name_parts(self) -> [&'static str; 4] {
        self.row().name
    }

    /// Whether its partitions are the lanes of a stage that keeps rows by key: the stage's input and its changelog. These
    /// are made anew, under another name, when the number of lanes changes.
    #[must_use]
    pub fn is_keyed(self) -> bool {
        self.is_hop() || matches!(self, Self::Changelog(stage) if stage.is_keyed())
    }

    /// What its name ends in when the deployment's lanes are of this generation, from 1; nothing in the first, and
    /// nothing where it is not keyed.
    #[must_use]
    pub fn suffix(self, generation: u32) -> String {
        if generation > 1 && self.is_keyed() {
            format!(".g{generation}")
        } else {
            String::new()
        }
    }

    /// The topic's name without prefix, when the deployment's lanes are of this generation.
    #[must_use]
    pub fn name_in(self, generation: u32) -> String {
        format!("{}{}", self.name(), self.suffix(generation))
    }

    /// Whether the newest record of each key stays for ever; the others lose records by age.
    #[must_use]
    pub const fn is_compacted(self) -> bool {
        matches!(self.row().cleanup, Cleanup::Compact)
    }

    /// Whether nobody but this service relies on it.
    #[must_use]
    pub const fn is_internal(self) -> bool {
        matches!(self.row().audience, Audience::Internal)
    }

    /// Whether it shows subscribers what stages tell each other, and is there only where the settings ask for it.
    #[must_use]
    pub const fn is_view(self) -> bool {
        matches!(self.row().audience, Audience::View)
    }

    /// The stage that reads it; `None` where none does.
    #[must_use]
    pub const fn reader(self) -> Option<StageName> {
        self.row().reader
    }

    /// Whether this service writes it: all but what others tell it.
    #[must_use]
    pub const fn is_written(self) -> bool {
        self.row().reader.is_none() || self.is_hop()
    }

    /// Whether it lies between two stages: written by stages alone, and the keyed input of one. Its messages are bundles.
    #[must_use]
    pub const fn is_hop(self) -> bool {
        self.is_internal() && self.row().reader.is_some()
    }

    /// The topics between stages, without prefix.
    pub fn hops() -> impl Iterator<Item = Self> {
        Self::FIXED.into_iter().filter(|topic| topic.is_hop())
    }

    /// Whether keyed state hangs on its partitions, so that their number may never change.
    #[must_use]
    pub const fn carries_state(self) -> bool {
        self.is_hop() || matches!(self, Self::Changelog(_))
    }

    /// The types of record it carries; none on feeds, changelogs and dead letters, whose values are framed otherwise.
    #[must_use]
    pub const fn records(self) -> &'static [RecordType] {
        self.row().records
    }

    /// Every topic of a deployment that reads these networks and publishes these views.
    #[must_use]
    pub fn all(networks: &[Network], views: Views) -> Vec<Self> {
        let feeds = networks.iter().map(|network| Self::Raw(*network));
        let fixed = Self::FIXED.into_iter().filter(|topic| views.make(*topic));
        let changelogs = StageName::ALL.map(Self::Changelog);
        let dead_letters = Source::all(networks).into_iter().map(Self::DeadLetters);
        feeds.chain(fixed).chain(changelogs).chain(dead_letters).collect()
    }
}

macro_rules! define_record_types {
    ($($(#[doc = $doc:literal])*
    $kind:ident = $module:ident::$name:ident $file:literal $ce_type:literal $audience:ident)*) => {
        /// The type of a record: which schema its value follows. One topic carries several types.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum RecordType {
            $($(#[doc = $doc])* $kind,)*
        }

        impl RecordType {
            /// Every type.
            pub const ALL: [Self; [$($file),*].len()] = [$(Self::$kind),*];

            /// Name of the Avro record.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => stringify!($name),)*
                }
            }

            /// The `ce_type` header.
            #[must_use]
            pub const fn ce_type(self) -> &'static str {
                match self {
                    $(Self::$kind => $ce_type,)*
                }
            }

            /// Whether subscribers may rely on it; the others are internal.
            #[must_use]
            pub const fn is_contract(self) -> bool {
                let audience = match self {
                    $(Self::$kind => Audience::$audience,)*
                };
                !matches!(audience, Audience::Internal)
            }
        }
    };
}
record_types!(define_record_types);

impl RecordType {
    /// The topics that carry records of this type.
    pub fn topics(self) -> impl Iterator<Item = Topic> {
        Topic::FIXED
            .into_iter()
            .filter(move |topic| topic.records().contains(&self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_together_of_their_parts() {
        let name = |topic: Topic| topic.name();
        assert_eq!(name(Topic::Raw(Network::X)), "social.raw.x.v1");
        assert_eq!(
            name(Topic::Changelog(StageName::Cases)),
            "outcry.cases-changelog.v1"
        );
        assert_eq!(
            name(Topic::DeadLetters(Source::Raw(Network::X))),
            "dlq.social.raw.x.v1"
        );
        assert_eq!(name(Topic::DeadLetters(Source::Scored)), "dlq.outcry.scored.v1");
    }

    #[test]
    fn a_name_says_who_relies_on_the_topic_and_no_two_are_alike() {
        let all = Topic::all(&Network::ALL, Views::ALL);
        let names: std::collections::BTreeSet<String> = all.iter().map(|topic| topic.name()).collect();
        assert_eq!(names.len(), all.len());
        for topic in all {
            assert_eq!(
                topic.is_internal(),
                topic.name().starts_with("outcry."),
                "{}",
                topic.name()
            );
        }
    }

    #[test]
    fn another_generation_of_lanes_has_other_keyed_topics_and_the_same_others() {
        let all = Topic::all(&Network::ALL, Views::ALL);
        for topic in all {
            assert_eq!(topic.name_in(1), topic.name());
            assert_eq!(
                topic.name_in(2) != topic.name(),
                topic.is_keyed(),
                "{}",
                topic.name()
            );
        }
        assert_eq!(Topic::Scored.name_in(2), "outcry.scored.v1.g2");
        assert_eq!(
            Topic::Changelog(StageName::Cases).name_in(12),
            "outcry.cases-changelog.v1.g12"
        );
        assert!(!Topic::Changelog(StageName::Intake).is_keyed() && !Topic::Clock.is_keyed());
    }

    #[test]
    fn hops_lie_between_two_stages_and_carry_state() {
        let hops: Vec<Topic> = Topic::FIXED.into_iter().filter(|topic| topic.is_hop()).collect();
        assert_eq!(hops, [Topic::Events, Topic::PostLookups, Topic::Scored]);
        for topic in hops {
            assert!(topic.carries_state() && !topic.is_compacted());
            let control = [RecordType::Tick, RecordType::Erasure];
            assert!(
                control.iter().all(|record| topic.records().contains(record)),
                "{}",
                topic.name()
            );
        }
        assert!(!Topic::Clock.is_hop() && !Topic::DeadLetters(Source::Events).carries_state());
    }

    #[test]
    fn a_contract_record_has_a_public_topic_and_a_public_topic_carries_nothing_else() {
        for record in RecordType::ALL {
            assert!(
                record.topics().next().is_some(),
                "{} travels nowhere",
                record.name()
            );
            let public = record.topics().any(|topic| !topic.is_internal());
            assert_eq!(record.is_contract(), public, "{}", record.name());
            let prefix = if public {
                "outcry.care."
            } else {
                "outcry.internal."
            };
            assert!(record.ce_type().starts_with(prefix), "{}", record.name());
        }
    }
}
