//! Reads a whole rule file and checks how its parts go together. Every mistake is noted; none stops the reading
//! of the rest.

use std::collections::BTreeMap;

use super::bounds::{COMPARISONS, SKILLS};
use super::condition::Condition;
use super::decision::Send;
use super::priority::Weights;
use super::problem::{At, Problem, Problems, nearest};
use super::reach;
use super::read::{self, Entries};
use super::read_condition::condition;
use super::read_escalation::escalations;
use super::read_promises::{self, Promises};
use super::rule_set::{OTHERWISE, Route, RuleSet};
use super::tree::{self, Node, Value};
use crate::domain::calendar::Calendars;
use crate::domain::ids::{digest, hex};

/// The form of file that this version reads.
const VERSION: f64 = 1.0;

const PARTS: [&str; 7] = [
    "version",
    "queues",
    "skills",
    "priority",
    "routes",
    "otherwise",
    "escalations",
];

/// A route as it was read, with its places; `None` for what could not be.
struct Draft {
    at: At,
    id: Option<String>,
    when: Option<(At, Condition)>,
    ignores: bool,
    send: Option<Send>,
}

/// Names that rules may use.
struct Declared<'t> {
    queues: Vec<&'t str>,
    skills: Vec<&'t str>,
    calendars: &'t Calendars,
    /// What queues promise, unless a route says otherwise.
    promises: BTreeMap<&'t str, Promises>,
}

/// Compiles a rule file that may use these calendars.
pub(super) fn compile(file: &str, text: &str, calendars: &Calendars) -> Result<RuleSet, Vec<Problem>> {
    let mut problems = Problems::new(file);
    let read = tree::parse(text, &mut problems).and_then(|tree| whole(&tree, text, calendars, &mut problems));
    let found = problems.sorted();
    match read {
        Some(rules) if found.is_empty() => Ok(rules),
        Some(_) | None => Err(found),
    }
}

fn whole(tree: &Node, text: &str, calendars: &Calendars, problems: &mut Problems) -> Option<RuleSet> {
    let parts = Entries::of(tree, "the file", &PARTS, problems)?;
    if let Some(node) = parts.need("version", "write `version: 1`", problems)
        && let Some(version) = read::number(node, "`version`", problems)
        && version != VERSION
    {
        problems.add(
            node.at,
            format!("this program reads version {VERSION} of rule files, not {version}"),
            None,
        );
    }
    let queues = parts.need("queues", "list the queues that routes may send to", problems);
    let declared = Declared {
        queues: queue_names(queues, problems),
        skills: names(parts.get("skills"), "skills", problems),
        calendars,
        promises: read_promises::of_queues(queues, calendars, problems),
    };
    let weights = parts
        .get("priority")
        .map_or_else(Weights::default, |node| weights(node, problems));
    let routes = parts.need("routes", "an empty list is `routes: []`", problems);
    let drafts = routes.map_or_else(Vec::new, |node| drafts(node, &declared, problems));
    check_order(&drafts, problems);
    let otherwise = parts.need(
        OTHERWISE,
        "say where a post goes that no route takes: `otherwise: { send: { queue: ..., priority: ... } }`",
        problems,
    );
    let fallback = otherwise.and_then(|node| otherwise_send(node, &declared, problems));
    let escalations = parts
        .get("escalations")
        .map_or_else(Vec::new, |node| escalations(node, problems));
    Some(RuleSet {
        hash: String::from_utf8_lossy(&hex(&digest(&[text.as_bytes()]))).into_owned(),
        routes: drafts.into_iter().filter_map(route).collect(),
        fallback: fallback?,
        escalations,
        weights,
    })
}

fn names<'t>(node: Option<&'t Node>, what: &str, problems: &mut Problems) -> Vec<&'t str> {
    let mut names = Vec::new();
    for item in node.map_or(&[][..], |node| read::items(node, &format!("`{what}`"), problems)) {
        let Some(name) = read::text(item, &format!("an item of `{what}`"), problems) else {
            continue;
        };
        if names.contains(&name) {
            problems.add(item.at, format!("`{name}` stands twice in `{what}`"), None);
        } else {
            names.push(name);
        }
    }
    names
}

/// Names of queues: a list, or a map of what each promises.
fn queue_names<'t>(node: Option<&'t Node>, problems: &mut Problems) -> Vec<&'t str> {
    let Some(Value::Map(entries)) = node.map(|node| &node.value) else {
        return names(node, "queues", problems);
    };
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in entries {
        if names.contains(&name.text.as_str()) {
            problems.add(name.at, format!("`{}` stands twice in `queues`", name.text), None);
        } else if read::name(name.at, &name.text, "the name of a queue", problems) {
            names.push(&name.text);
        }
    }
    names
}

fn weights(node: &Node, problems: &mut Problems) -> Weights {
    let mut weights = Weights::default();
    const KNOWN: [&str; 8] = [
        "urgency",
        "negative",
        "risk",
        "followers",
        "joiners",
        "earlier_cases",
        "breached",
        "peer_answers",
    ];
    let Some(entries) = Entries::of(node, "`priority`", &KNOWN, problems) else {
        return weights;
    };
    let mut set = |name: &str, weight: &mut i32| {
        if let Some(node) = entries.get(name) {
            *weight = read::points(node, &format!("`{name}`"), problems).unwrap_or(*weight);
        }
    };
    set("negative", &mut weights.negative);
    set("risk", &mut weights.risk);
    set("followers", &mut weights.followers);
    set("joiners", &mut weights.joiners);
    set("earlier_cases", &mut weights.earlier_cases);
    set("breached", &mut weights.breached);
    set("peer_answers", &mut weights.peer_answers);
    if let Some(node) = entries.get("urgency") {
        urgency(node, &mut weights, problems);
    }
    weights
}

fn urgency(node: &Node, weights: &mut Weights, problems: &mut Problems) {
    let Some(entries) = Entries::of(node, "`urgency`", &["can_wait", "today", "now"], problems) else {
        return;
    };
    let mut set = |name: &str, weight: &mut i32| {
        if let Some(node) = entries.get(name) {
            *weight = read::points(node, &format!("`{name}`"), problems).unwrap_or(*weight);
        }
    };
    set("can_wait", &mut weights.can_wait);
    set("today", &mut weights.today);
    set("now", &mut weights.now);
    if weights.can_wait > weights.today || weights.today > weights.now {
        problems.add(
            entries.at(),
            format!(
                "the points of urgency do not ascend: can_wait {}, today {}, now {}",
                weights.can_wait, weights.today, weights.now
            ),
            "more urgency must never lower a priority".to_string(),
        );
    }
}

fn drafts(node: &Node, declared: &Declared<'_>, problems: &mut Problems) -> Vec<Draft> {
    let items = read::items(node, "`routes`", problems);
    items
        .iter()
        .filter_map(|item| draft(item, declared, problems))
        .collect()
}

fn draft(node: &Node, declared: &Declared<'_>, problems: &mut Problems) -> Option<Draft> {
    let entries = Entries::of(node, "a route", &["id", "when", "send", "ignore"], problems)?;
    let id = entries
        .need(
            "id",
            "give it a name that people will read in work items",
            problems,
        )
        .and_then(|node| read::text(node, "`id`", problems));
    let when = entries
        .need("when", "to match everything, write `when: always`", problems)
        .and_then(|node| Some((node.at, condition(node, problems)?)));
    if let Some((at, when)) = &when
        && let Some(never) = reach::never(when)
    {
        problems.add(*at, never, "loosen it or remove the route".to_string());
    }
    check_size(when.as_ref(), problems);
    let ignores = entries.get("ignore").is_some_and(|node| {
        let ignores = read::truth(node, "`ignore`", problems);
        if ignores == Some(false) {
            problems.add(node.at, "`ignore: false` says nothing", "remove it".to_string());
        }
        ignores == Some(true)
    });
    let send = entries
        .get("send")
        .and_then(|node| send(node, declared, problems));
    match (entries.get("send"), entries.get("ignore")) {
        (None, None) => problems.add(
            entries.at(),
            "a route must say what happens",
            "add `send: { queue: ..., priority: ... }` or `ignore: true`".to_string(),
        ),
        (Some(_), Some(node)) => problems.add(
            node.at,
            "a route cannot both send and ignore",
            "remove one of the two".to_string(),
        ),
        (Some(_), None) | (None, Some(_)) => {}
    }
    Some(Draft {
        at: node.at,
        id: id.map(Into::into),
        when,
        ignores,
        send,
    })
}

fn check_size(when: Option<&(At, Condition)>, problems: &mut Problems) {
    let Some((at, when)) = when else { return };
    let comparisons = when.tests().len();
    if comparisons > COMPARISONS {
        problems.add(
            *at,
            format!("this route makes {comparisons} comparisons, more than {COMPARISONS}"),
            "people read them in the work item: make several routes of it".to_string(),
        );
    }
}

fn route(draft: Draft) -> Option<Route> {
    Some(Route {
        id: draft.id?,
        when: draft.when?.1,
        send: draft.send,
    })
}

fn send(node: &Node, declared: &Declared<'_>, problems: &mut Problems) -> Option<Send> {
    const KNOWN: [&str; 7] = [
        "queue",
        "skills",
        "calendar",
        "first_response",
        "next_response",
        "resolution",
        "priority",
    ];
    let entries = Entries::of(node, "`send`", &KNOWN, problems)?;
    let queue = entries
        .need("queue", "name one of `queues`", problems)
        .and_then(|node| declared_name(node, "queue", &declared.queues, problems));
    let priority = entries
        .need(
            "priority",
            "write the points it starts with, from 0 to 1000",
            problems,
        )
        .and_then(|node| read::points(node, "`priority`", problems));
    let promises = Promises::of(&entries, declared.calendars, problems);
    let skills = entries
        .get("skills")
        .map_or(&[][..], |node| read::few(node, "`skills`", SKILLS, problems))
        .iter()
        .filter_map(|node| declared_name(node, "skill", &declared.skills, problems))
        .collect();
    let queue = queue?;
    let promises = match declared.promises.get(queue.as_str()) {
        Some(of_the_queue) => promises.or(of_the_queue),
        None => promises,
    };
    Some(Send {
        calendar: promises.calendar(),
        first_response: promises.first_response,
        next_response: promises.next_response,
        resolution: promises.resolution,
        queue,
        skills,
        priority: priority?,
    })
}

fn declared_name(node: &Node, what: &str, declared: &[&str], problems: &mut Problems) -> Option<String> {
    let name = read::text(node, &format!("a {what}"), problems)?;
    if !declared.contains(&name) {
        problems.add(
            node.at,
            format!("{what} `{name}` is not declared"),
            nearest(name, declared.iter().copied()),
        );
    }
    Some(name.into())
}

fn otherwise_send(node: &Node, declared: &Declared<'_>, problems: &mut Problems) -> Option<Send> {
    if let Value::Map(entries) = &node.value
        && let Some((name, _)) = entries.iter().find(|(name, _)| name.text == "ignore")
    {
        problems.add(
            name.at,
            "`otherwise` cannot ignore",
            "what no route takes, a person should see: ignore by a route, send the rest".to_string(),
        );
        return None;
    }
    let entries = Entries::of(node, "`otherwise`", &["send"], problems)?;
    let node = entries.need("send", "write `send: { queue: ..., priority: ... }`", problems)?;
    send(node, declared, problems)
}

/// What only shows when routes are seen together: names, order, and what ignoring routes may ask.
fn check_order(drafts: &[Draft], problems: &mut Problems) {
    let last_ignoring = drafts.iter().rposition(|draft| draft.ignores);
    for (place, draft) in drafts.iter().enumerate() {
        let before = drafts.get(..place).unwrap_or_default();
        if let Some(id) = &draft.id
            && (id == OTHERWISE || before.iter().any(|other| other.id.as_ref() == Some(id)))
        {
            problems.add(
                draft.at,
                format!("the name `{id}` is taken"),
                "each route needs a name of its own".to_string(),
            );
        }
        let Some((at, when)) = &draft.when else { continue };
        if let Some(other) = before.iter().find(|other| covers(other, when)) {
            let name = other.id.as_deref().unwrap_or("without a name");
            problems.add(
                *at,
                format!("this route is never reached: whatever it takes, route `{name}` took before"),
                format!("move it before `{name}`, or remove it"),
            );
        }
        if let Some(ignoring) = last_ignoring.filter(|last| place <= *last)
            && let Some(test) = when.tests().iter().find(|test| !test.field().is_of_the_post())
        {
            let name = drafts
                .get(ignoring)
                .and_then(|d| d.id.as_deref())
                .unwrap_or("without a name");
            problems.add(
                *at,
                format!(
                    "`{}` is of the whole case, but route `{name}` ignores, and up to there only the post itself can be asked about",
                    test.field().name()
                ),
                "whether a post opens a case must not depend on other posts: move the ignoring route up".to_string(),
            );
        }
    }
}

fn covers(other: &Draft, when: &Condition) -> bool {
    other
        .when
        .as_ref()
        .is_some_and(|(_, earlier)| reach::never(earlier).is_none() && reach::covers(earlier, when))
}
