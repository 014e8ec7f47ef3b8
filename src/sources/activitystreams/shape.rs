//! Nodes of ActivityStreams, as far as they are read. Wherever a node may stand, its address alone may
//! stand as well, or a list of either. Unknown fields are skipped.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::listed::Listed;
use super::super::loose::{Int, Many, One, Str, Strs};
use super::super::moment::Moment;

/// An activity, an object, an actor, a link or a collection.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Node<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
    /// Only wrappers of other kinds have it.
    #[serde(borrow)]
    pub(super) specversion: Str<'a>,
    #[serde(borrow)]
    pub(super) actor: First<'a>,
    #[serde(borrow)]
    pub(super) object: First<'a>,
    #[serde(borrow)]
    pub(super) attributed_to: First<'a>,
    #[serde(borrow)]
    pub(super) in_reply_to: First<'a>,
    /// The page that shows it, by its address or as a link.
    #[serde(borrow)]
    pub(super) url: First<'a>,
    /// Where a link leads.
    #[serde(borrow)]
    pub(super) href: Str<'a>,
    /// The conversation, by the name of the standard, and by that of most servers.
    #[serde(borrow)]
    pub(super) context: First<'a>,
    #[serde(borrow)]
    pub(super) conversation: Str<'a>,
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
    /// What is quoted; servers name it in one or several of these ways.
    #[serde(borrow)]
    pub(super) quote: First<'a>,
    #[serde(borrow, alias = "fedibird:quoteUri", alias = "toot:quoteUri")]
    pub(super) quote_uri: First<'a>,
    #[serde(borrow, alias = "as:quoteUrl")]
    pub(super) quote_url: First<'a>,
    #[serde(borrow, rename = "_misskey_quote", alias = "misskey:_misskey_quote")]
    pub(super) misskey_quote: First<'a>,
    #[serde(borrow)]
    pub(super) tag: Many<Tag<'a>>,
    #[serde(borrow)]
    pub(super) attachment: Many<Attachment<'a>>,
    #[serde(borrow)]
    pub(super) items: Listed<'a, Box<Node<'a>>>,
    #[serde(borrow)]
    pub(super) ordered_items: Listed<'a, Box<Node<'a>>>,
    pub(super) likes: One<Total>,
    pub(super) shares: One<Total>,
    pub(super) replies: One<Total>,
    #[serde(borrow)]
    pub(super) preferred_username: Str<'a>,
}

impl<'a> Node<'a> {
    /// The address of what it quotes.
    pub(super) fn quoted(&mut self) -> Option<Cow<'a, str>> {
        let ways = [
            &mut self.quote,
            &mut self.quote_uri,
            &mut self.quote_url,
            &mut self.misskey_quote,
        ];
        let named = ways
            .into_iter()
            .find_map(|way| std::mem::take(way).take()?.id.take());
        named.or_else(|| self.tag.0.iter().find(|tag| tag.is_quote())?.href.clone().take())
    }
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
    #[serde(borrow)]
    rel: Strs<'a>,
}

impl Tag<'_> {
    /// Whether it links to what is quoted, as FEP-e232 has it.
    fn is_quote(&self) -> bool {
        let quote = |rel: &str| {
            rel.rsplit(['#', '/', ':'])
                .next()
                .is_some_and(|name| name.ends_with("quote"))
        };
        self.kind.get().map(plain) == Some("Link") && self.rel.0.iter().any(|rel| quote(rel))
    }
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

/// A node, or its address alone; of a list the first. What a list holds besides is not kept: an address is
/// short, and a node is not.
#[derive(Default)]
pub(super) struct First<'a>(Option<Box<Node<'a>>>);

impl<'a> First<'a> {
    /// The node.
    pub(super) fn take(self) -> Option<Node<'a>> {
        self.0.map(|node| *node)
    }

    fn named(id: Cow<'a, str>) -> Self {
        let node = Node {
            id: Str(Some(id)),
            ..Node::default()
        };
        Self(node.id.get().is_some().then(|| Box::new(node)))
    }
}

struct FirstVisitor<'a>(PhantomData<Node<'a>>);

impl<'de: 'a, 'a> Visitor<'de> for FirstVisitor<'a> {
    type Value = First<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address, an object, or a list of them")
    }
    fn visit_bool<E>(self, _: bool) -> Result<First<'a>, E> {
        Ok(First::default())
    }
    fn visit_i64<E>(self, _: i64) -> Result<First<'a>, E> {
        Ok(First::default())
    }
    fn visit_u64<E>(self, _: u64) -> Result<First<'a>, E> {
        Ok(First::default())
    }
    fn visit_f64<E>(self, _: f64) -> Result<First<'a>, E> {
        Ok(First::default())
    }
    fn visit_unit<E>(self) -> Result<First<'a>, E> {
        Ok(First::default())
    }
    fn visit_borrowed_str<E>(self, id: &'de str) -> Result<First<'a>, E> {
        Ok(First::named(Cow::Borrowed(id)))
    }
    fn visit_str<E>(self, id: &str) -> Result<First<'a>, E> {
        Ok(First::named(Cow::Owned(id.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<First<'a>, A::Error> {
        let mut first = First::default();
        while first.0.is_none()
            && let Some(found) = list.next_element()?
        {
            first = found;
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<First<'a>, A::Error> {
        let node = Node::deserialize(MapAccessDeserializer::new(map))?;
        Ok(First(Some(Box::new(node))))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for First<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(FirstVisitor(PhantomData))
    }
}
