//! Each kind of right in turn: what is left out, and how a worker has to end without it.

/// When a right is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// The worker starts without it.
    Before,
    /// The worker has done its first work with it.
    Running,
}

/// A right left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    /// Name of the case, and of its deployment.
    pub(crate) name: &'static str,
    /// The name in `deploy/acls.txt` on whose line it stands.
    pub(crate) on: &'static str,
    /// The operation.
    pub(crate) operation: &'static str,
    /// When it is missing.
    pub(crate) when: When,
    /// The exit code wanted.
    pub(crate) code: i32,
    /// What the last words have to name: the topic, the group or the id, or a part that nothing else has. `{app}` is
    /// that of the case.
    pub(crate) names: &'static str,
}

const fn case(name: &'static str, operation: &'static str, on: &'static str, names: &'static str) -> Case {
    Case {
        name,
        on,
        operation,
        when: When::Before,
        code: 78,
        names,
    }
}

const fn revoked(case: Case) -> Case {
    Case {
        when: When::Running,
        ..case
    }
}

const RAW: &str = "{prefix}social.raw.{network}.v1";
const CHANGELOG: &str = "{prefix}outcry.cases-changelog.v1";
/// The end of a transactional id: instance and shard. Any stage may be the first to miss it.
const SLOT: &str = ".0-0";
const LETTERS: &str = "{prefix}dlq.";

/// All of them. What is only written is missed when it is first written, not at the start.
pub(crate) const MATRIX: &[Case] = &[
    case("read-raw", "Read", RAW, "social.raw."),
    case("configs-of-raw", "DescribeConfigs", RAW, "social.raw."),
    case(
        "read-feedback",
        "Read",
        "{prefix}care.work-item-feedback.v1",
        "care.work-item-feedback.v1",
    ),
    case(
        "read-erasures",
        "Read",
        "{prefix}care.erasure-requests.v1",
        "care.erasure-requests.v1",
    ),
    case(
        "read-events",
        "Read",
        "{prefix}outcry.events.v1",
        "outcry.events.v1",
    ),
    case("read-changelog", "Read", CHANGELOG, "outcry.cases-changelog.v1"),
    case(
        "configs-of-changelog",
        "DescribeConfigs",
        CHANGELOG,
        "outcry.cases-changelog.v1",
    ),
    case("read-clock", "Read", "{prefix}outcry.clock.v1", "outcry.clock.v1"),
    case("group-of-clock", "Read", "{prefix}{app}.clock", "{app}.clock"),
    case("group-of-intake", "Read", "{prefix}{app}.intake", "{app}.intake"),
    case("group-of-cases", "Read", "{prefix}{app}.cases", "{app}.cases"),
    case("transactional-id", "Write", "{prefix}{app}.", SLOT),
    case(
        "write-items",
        "Write",
        "{prefix}care.work-items.v1",
        "care.work-items.v1",
    ),
    case(
        "write-alerts",
        "Write",
        "{prefix}care.escalation-alerts.v1",
        "care.escalation-alerts.v1",
    ),
    case(
        "write-events",
        "Write",
        "{prefix}outcry.events.v1",
        "outcry.events.v1",
    ),
    case(
        "write-scored",
        "Write",
        "{prefix}outcry.scored.v1",
        "outcry.scored.v1",
    ),
    case(
        "write-lookups",
        "Write",
        "{prefix}outcry.post-lookups.v1",
        "outcry.post-lookups.v1",
    ),
    case("write-changelog", "Write", CHANGELOG, "outcry.cases-changelog.v1"),
    case(
        "write-changelog-of-intake",
        "Write",
        "{prefix}outcry.intake-changelog.v1",
        "outcry.intake-changelog.v1",
    ),
    case("write-letters", "Write", LETTERS, "dlq.social.raw.x.v1"),
    case("configs-of-letters", "DescribeConfigs", LETTERS, "dlq."),
    revoked(case(
        "revoked-changelog",
        "Write",
        CHANGELOG,
        "outcry.cases-changelog.v1",
    )),
    revoked(case("revoked-raw", "Read", RAW, "social.raw.")),
    revoked(case(
        "revoked-group",
        "Read",
        "{prefix}{app}.assess",
        "{app}.assess",
    )),
    revoked(case("revoked-id", "Write", "{prefix}{app}.", SLOT)),
];
