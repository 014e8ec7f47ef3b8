//! Which personal values are masked where.

use std::collections::BTreeMap;

use super::network::Network;

/// A kind of personal value that is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MaskClass {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// The number of a payment card.
    Card,
    /// An international bank account number.
    Iban,
    /// An address of the internet protocol, version 4 or 6.
    Ip,
    /// A booking, order, ticket, customer or tracking code.
    Code,
    /// A line of a postal address.
    Address,
    /// A password, PIN, access key or token.
    Secret,
}

impl MaskClass {
    /// Every class.
    pub const ALL: [Self; 8] = [
        Self::Email,
        Self::Phone,
        Self::Card,
        Self::Iban,
        Self::Ip,
        Self::Code,
        Self::Address,
        Self::Secret,
    ];

    /// The name used in settings and in masks.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Card => "card",
            Self::Iban => "iban",
            Self::Ip => "ip",
            Self::Code => "code",
            Self::Address => "address",
            Self::Secret => "secret",
        }
    }

    /// The class of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    const fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// A field that people write into freely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MaskField {
    /// The words of a post with its title, also of one that is shown within another.
    Text,
    /// What a picture shows, in words.
    Alt,
    /// Where it was written.
    Place,
    /// The address behind a link.
    Link,
    /// Further fields that are kept as they came.
    Extra,
    /// What an agent writes about an item.
    Note,
    /// Why a record is refused.
    Detail,
}

impl MaskField {
    /// Every field.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Alt,
        Self::Place,
        Self::Link,
        Self::Extra,
        Self::Note,
        Self::Detail,
    ];

    /// The name used in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Alt => "alt",
            Self::Place => "place",
            Self::Link => "link",
            Self::Extra => "extra",
            Self::Note => "note",
            Self::Detail => "detail",
        }
    }

    /// The field of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MaskClasses(u8);

impl MaskClasses {
    /// No class.
    pub const NONE: Self = Self(0);
    /// Every class.
    pub const ALL: Self = Self(u8::MAX);

    /// Whether the class is among them.
    #[must_use]
    pub const fn has(self, class: MaskClass) -> bool {
        self.0 & class.bit() != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These and the other ones.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These without the other ones.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl FromIterator<MaskClass> for MaskClasses {
    fn from_iter<I: IntoIterator<Item = MaskClass>>(classes: I) -> Self {
        Self(classes.into_iter().fold(0, |all, class| all | class.bit()))
    }
}

/// A change of what is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MaskChange {
    /// Classes that are kept as written.
    pub keep: MaskClasses,
    /// Classes that are masked although something wider keeps them.
    pub mask: MaskClasses,
}

impl MaskChange {
    const fn on(self, classes: MaskClasses) -> MaskClasses {
        classes.without(self.keep).and(self.mask)
    }
}

/// What a deployment says about one network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NetworkMasking {
    /// For all its fields.
    pub change: MaskChange,
    /// For single fields.
    pub fields: BTreeMap<MaskField, MaskChange>,
}

/// What a deployment says about masking: every class in every field, unless something is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MaskPolicy {
    /// Classes that are kept as written everywhere.
    pub keep: MaskClasses,
    /// What is different in a field, on every network.
    pub fields: BTreeMap<MaskField, MaskChange>,
    /// What is different on a network.
    pub networks: BTreeMap<Network, NetworkMasking>,
    /// Shapes of further codes: `9` is a digit, `A` a capital letter, `*` either, anything else itself.
    pub codes: Vec<String>,
}

/// Whether `shape` may be the shape of a code: 4 to 40 visible ASCII signs with a `9` among them.
#[must_use]
pub fn is_code_shape(shape: &str) -> bool {
    let visible = shape.bytes().all(|byte| byte.is_ascii_graphic());
    visible && (4..=40).contains(&shape.len()) && shape.contains('9')
}

impl MaskPolicy {
    /// Classes that are masked in this field on this network. The narrower word wins: everywhere, field,
    /// network, field of the network.
    #[must_use]
    pub fn classes(&self, network: Network, field: MaskField) -> MaskClasses {
        let apply =
            |classes, change: Option<&MaskChange>| change.map_or(classes, |change| change.on(classes));
        let wide = apply(MaskClasses::ALL.without(self.keep), self.fields.get(&field));
        match self.networks.get(&network) {
            None => wide,
            Some(own) => apply(own.change.on(wide), own.fields.get(&field)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(classes: &[MaskClass]) -> MaskClasses {
        classes.iter().copied().collect()
    }

    #[test]
    fn the_narrower_word_wins() {
        let email = set(&[MaskClass::Email]);
        let keep = MaskChange {
            keep: email,
            mask: MaskClasses::NONE,
        };
        let mask = MaskChange {
            keep: MaskClasses::NONE,
            mask: email,
        };
        let x = NetworkMasking {
            change: keep,
            fields: BTreeMap::from([(MaskField::Link, mask)]),
        };
        let policy = MaskPolicy {
            keep: set(&[MaskClass::Code]),
            fields: BTreeMap::from([(
                MaskField::Extra,
                MaskChange {
                    keep: MaskClasses::NONE,
                    mask: set(&[MaskClass::Code]),
                },
            )]),
            networks: BTreeMap::from([(Network::X, x)]),
            codes: Vec::new(),
        };
        let has = |network, field, class| policy.classes(network, field).has(class);
        assert!(!has(Network::X, MaskField::Text, MaskClass::Email));
        assert!(has(Network::X, MaskField::Link, MaskClass::Email));
        assert!(has(Network::Bluesky, MaskField::Text, MaskClass::Email));
        assert!(!has(Network::Bluesky, MaskField::Text, MaskClass::Code));
        assert!(has(Network::Bluesky, MaskField::Extra, MaskClass::Code));
    }

    #[test]
    fn names_read_back() {
        assert!(
            MaskClass::ALL
                .iter()
                .all(|class| MaskClass::named(class.name()) == Some(*class))
        );
        assert!(
            MaskField::ALL
                .iter()
                .all(|field| MaskField::named(field.name()) == Some(*field))
        );
    }
}
