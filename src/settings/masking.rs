//! Settings of masking: which personal values stay as written, and where.

use std::collections::BTreeMap;

use super::feeds::network;
use super::problem::nearest;
use super::section::{Context, Found, Section};
use crate::domain::mask::{
    MaskChange, MaskClass, MaskClasses, MaskField, MaskPolicy, NetworkMasking, is_code_shape,
};
use crate::domain::network::Network;

/// Reads `masking`.
pub(super) fn read(mut section: Section<'_>) -> MaskPolicy {
    let context = section.context;
    let keep = classes(&mut section, "keep");
    let codes = section
        .items("codes")
        .iter()
        .filter_map(|found| shape(context, found))
        .collect();
    let everywhere = fields(section.section("fields"));
    let mut own: BTreeMap<Network, NetworkMasking> = BTreeMap::new();
    for (name, found) in section.section("networks").rest() {
        let Some(network) = network(context, &found, &name) else {
            continue;
        };
        let mut section = Section::of(context, found);
        let (change, fields) = (change(&mut section), fields(section.section("fields")));
        section.finish();
        own.insert(network, NetworkMasking { change, fields });
    }
    section.finish();
    MaskPolicy {
        keep,
        fields: everywhere,
        networks: own,
        codes,
    }
}

fn fields(mut section: Section<'_>) -> BTreeMap<MaskField, MaskChange> {
    let context = section.context;
    let mut changes = BTreeMap::new();
    for (name, found) in section.rest() {
        let Some(field) = MaskField::named(&name) else {
            unknown(
                context,
                &found,
                "field",
                &name,
                MaskField::ALL.map(MaskField::name),
            );
            continue;
        };
        let mut section = Section::of(context, found);
        changes.insert(field, change(&mut section));
        section.finish();
    }
    changes
}

fn change(section: &mut Section<'_>) -> MaskChange {
    MaskChange {
        keep: classes(section, "keep"),
        mask: classes(section, "mask"),
    }
}

fn classes(section: &mut Section<'_>, key: &'static str) -> MaskClasses {
    let context = section.context;
    let class = |found: &Found| {
        let name = found.text().unwrap_or_default();
        let class = MaskClass::named(&name);
        if class.is_none() {
            unknown(
                context,
                found,
                "class",
                &name,
                MaskClass::ALL.map(MaskClass::name),
            );
        }
        class
    };
    section.items(key).iter().filter_map(class).collect()
}

fn shape(context: &Context<'_>, found: &Found) -> Option<String> {
    let shape = found.text().unwrap_or_default();
    let fits = is_code_shape(&shape);
    if !fits {
        let message = format!("`{shape}` is no shape of a code");
        let hint = "write 4 to 40 signs such as ORD-999999: `9` for a digit, `A` for a capital letter, `*` for either";
        context.problem(&found.place, &found.path, message, Some(hint.into()));
    }
    fits.then_some(shape)
}

fn unknown<const N: usize>(context: &Context<'_>, found: &Found, what: &str, name: &str, known: [&str; N]) {
    let hint = nearest(name, known).map_or_else(
        || format!("known: {}", known.join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    context.problem(
        &found.place,
        &found.path,
        format!("no {what} `{name}`"),
        Some(hint),
    );
}
