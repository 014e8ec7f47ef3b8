//! The list of rights as `deploy/acls.txt` has it: what is tried here is what operators are told.

use crate::support::rights::Right;
use crate::support::world::World;

const LIST: &str = include_str!("../../../deploy/acls.txt");
const NETWORKS: [&str; 2] = ["x", "bluesky"];

/// A line of the list, with the names of a deployment.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The name as the list has it.
    pub(crate) template: &'static str,
    /// One right for each operation.
    pub(crate) rights: Vec<Right>,
}

/// The lines for a principal, `run` or `topics`.
///
/// # Panics
/// The list is not as its head says.
pub(crate) fn lines(world: &World, principal: &str) -> Vec<Line> {
    let rows = LIST
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let rows = rows.map(|line| line.split_whitespace().collect::<Vec<&str>>());
    let mut found = Vec::new();
    for row in rows {
        let [who, resource, pattern, template, operations] = row[..] else {
            panic!("deploy/acls.txt: {row:?} has not five columns");
        };
        if who != principal {
            continue;
        }
        let networks = if template.contains("{network}") {
            &NETWORKS[..]
        } else {
            &[""]
        };
        for network in networks {
            let name = template
                .replace("{prefix}", &world.prefix)
                .replace("{app}", &world.app)
                .replace("{network}", network);
            let right = |operation: &str| Right {
                resource: resource.into(),
                pattern: pattern.into(),
                name: name.clone(),
                operation: operation.into(),
            };
            let rights = operations.split(',').map(right).collect();
            found.push(Line { template, rights });
        }
    }
    assert!(!found.is_empty(), "deploy/acls.txt has no line for {principal}");
    found
}

/// The rights of `run` but for one operation on what the list calls so.
///
/// A topic can still be seen without it, which Read and Write bring along: nobody who may not see a topic finds out
/// what else he may not do.
///
/// # Panics
/// The list has no such right: then leaving it out would try nothing.
pub(crate) fn without(world: &World, template: &str, operation: &str) -> Vec<Right> {
    let mut rights: Vec<Right> = lines(world, "run")
        .into_iter()
        .flat_map(|line| line.rights)
        .collect();
    for left in left_out(world, template, operation) {
        let describe = Right {
            operation: "Describe".into(),
            ..left.clone()
        };
        rights.retain(|right| *right != left);
        if left.resource == "topic" && ["Read", "Write"].contains(&operation) {
            rights.push(describe);
        }
    }
    rights
}

/// The rights that a case leaves out: one, or one for each network.
///
/// # Panics
/// The list has none such.
pub(crate) fn left_out(world: &World, template: &str, operation: &str) -> Vec<Right> {
    let lines = lines(world, "run").into_iter();
    let rights = lines
        .filter(|line| line.template == template)
        .flat_map(|line| line.rights);
    let left: Vec<Right> = rights.filter(|right| right.operation == operation).collect();
    assert!(
        !left.is_empty(),
        "deploy/acls.txt gives no {operation} on {template}"
    );
    left
}
