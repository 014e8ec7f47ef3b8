//! Nodes of ActivityStreams, as far as they are read. Wherever a node may stand, its address alone may
//! stand as well, or a list of either. Unknown fields are skipped.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize as De, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::Deserialize;

use super::super::loose::{Int, Many, One, Str, Strs};
use super::super::moment::Moment;

/// An activity, an object, an actor, a link or a collection.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Node<'a> {
    #[serde(borrow, alias = "@id")]
    pub(super) id: Str<'a>,
    #[serde(borrow, rename = "type", alias = "@type")]
    pub(super) kind: Str<'a>,
    /// Only wrappers of other kinds have it.
    #[serde(borrow)]
    pub(super) specversion: Str<'a>,
    #[serde(borrow)]
    pub(super) actor: Nodes<'a>,
    #[serde(borrow)]
    pub(super) object: Nodes<'a>,
    #[serde(borrow)]
    pub(super) attributed_to: Nodes<'a>,
    #[serde(borrow)]
    pub(super) in_reply_to: Nodes<'a>,
    #[serde(borrow)]
    pub(super) to: Strs<'a>,
    #[serde(borrow)]
    pub(super) cc: Strs<'a>,
    pub(super) published: Moment,
    pub(super) updated: Moment,
    pub(super) deleted: Moment,
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    #[serde(borrow)]
    pub(super) summary: Str<'a>,
    #[serde(borrow)]
    pub(super) content: Str<'a>,
    #[serde(borrow)]
    pub(super) content_map: One<BTreeMap<Cow<'a, str>, Str<'a>>>,
    #[serde(borrow)]
    pub(super) media_type: Str<'a>,
    #[serde(borrow, alias = "quoteUri", alias = "quoteUrl", alias = "_misskey_quote")]
    pub(super) quote: Nodes<'a>,
    #[serde(borrow)]
    pub(super) tag: Many<Tag<'a>>,
    #[serde(borrow)]
    pub(super) attachment: Many<Attachment<'a>>,
    #[serde(borrow)]
    pub(super) items: Many<Node<'a>>,
    #[serde(borrow)]
    pub(super) ordered_items: Many<Node<'a>>,
    pub(super) likes: One<Total>,
    pub(super) shares: One<Total>,
    pub(super) replies: One<Total>,
    #[serde(borrow)]
    pub(super) preferred_username: Str<'a>,
}

/// A name without the vocabulary it is from.
pub(super) fn plain(name: &str) -> &str {
    let name = name.rsplit('#').next().unwrap_or(name);
    name.strip_prefix("as:").unwrap_or(name)
}

/// How many a collection holds.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Total {
    pub(super) total_items: Int,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Tag<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    #[serde(borrow)]
    pub(super) href: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Attachment<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) media_type: Str<'a>,
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    #[serde(borrow)]
    pub(super) summary: Str<'a>,
}

/// Nodes, or their addresses alone.
#[derive(Default)]
pub(super) struct Nodes<'a>(pub(super) Vec<Box<Node<'a>>>);

impl<'a> Nodes<'a> {
    /// The first of them.
    pub(super) fn first(self) -> Option<Box<Node<'a>>> {
        self.0.into_iter().next()
    }
}

struct NodesVisitor<'a>(PhantomData<Node<'a>>);

impl<'a> NodesVisitor<'a> {
    fn named(id: Cow<'a, str>) -> Nodes<'a> {
        if id.is_empty() {
            return Nodes::default();
        }
        let node = Node {
            id: Str(Some(id)),
            ..Node::default()
        };
        Nodes(vec![Box::new(node)])
    }
}

impl<'de: 'a, 'a> Visitor<'de> for NodesVisitor<'a> {
    type Value = Nodes<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address, an object, or a list of them")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Nodes<'a>, E> {
        Ok(Nodes::default())
    }
    fn visit_i64<E>(self, _: i64) -> Result<Nodes<'a>, E> {
        Ok(Nodes::default())
    }
    fn visit_u64<E>(self, _: u64) -> Result<Nodes<'a>, E> {
        Ok(Nodes::default())
    }
    fn visit_f64<E>(self, _: f64) -> Result<Nodes<'a>, E> {
        Ok(Nodes::default())
    }
    fn visit_unit<E>(self) -> Result<Nodes<'a>, E> {
        Ok(Nodes::default())
    }
    fn visit_borrowed_str<E>(self, id: &'de str) -> Result<Nodes<'a>, E> {
        Ok(Self::named(Cow::Borrowed(id)))
    }
    fn visit_str<E>(self, id: &str) -> Result<Nodes<'a>, E> {
        Ok(Self::named(Cow::Owned(id.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Nodes<'a>, A::Error> {
        let mut all = Vec::new();
        while let Some(Nodes(found)) = list.next_element::<Nodes<'a>>()? {
            all.extend(found);
        }
        Ok(Nodes(all))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Nodes<'a>, A::Error> {
        let node = Node::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Nodes(vec![Box::new(node)]))
    }
}

impl<'de: 'a, 'a> De<'de> for Nodes<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NodesVisitor(PhantomData))
    }
}
