//! Names and passwords in addresses such as `http://user:password@host`: taken out where they are used, masked where an
//! address is shown.

use std::borrow::Cow;

use secrecy::SecretString;

/// What is shown instead of a secret.
pub(super) const MASK: &str = "********";
const SCHEME_END: &str = "://";

/// A text whose addresses show no name and no password. Rather too much is hidden than too little.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    let (mut shown, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once(SCHEME_END) {
        let (address, further) = after.split_at(end_of_address(after));
        shown.push_str(before);
        shown.push_str(SCHEME_END);
        match address.rsplit_once('@') {
            Some((_, host)) => {
                shown.push_str(MASK);
                shown.push('@');
                shown.push_str(host);
            }
            None => shown.push_str(address),
        }
        rest = further;
    }
    if shown.is_empty() {
        return Cow::Borrowed(text);
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// Where an address ends: at a space, or at a comma before another one.
fn end_of_address(text: &str) -> usize {
    text.char_indices()
        .find(|(at, c)| {
            let after = text.get(at + c.len_utf8()..).unwrap_or_default().trim_start();
            c.is_whitespace() || *c == ',' && (after.starts_with("http://") || after.starts_with("https://"))
        })
        .map_or(text.len(), |(at, _)| at)
}

/// Name and password of an address.
#[derive(Debug)]
pub(super) struct Login {
    /// Both, decoded; `None` where one of them is missing or wrongly written.
    pub(super) pair: Option<(String, SecretString)>,
}

/// An address without its name and password, and those.
pub(super) fn parted(url: &str) -> (String, Option<Login>) {
    let parts = url.split_once(SCHEME_END).and_then(|(scheme, rest)| {
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (login, host) = authority.rsplit_once('@')?;
        Some((format!("{scheme}{SCHEME_END}{host}{path}"), login))
    });
    let Some((bare, login)) = parts else {
        return (url.to_owned(), None);
    };
    let pair = login.split_once(':').and_then(|(user, password)| {
        let (user, password) = (decoded(user)?, decoded(password)?);
        (!user.is_empty() && !password.is_empty()).then(|| (user, password.into()))
    });
    (bare, Some(Login { pair }))
}

/// A text with its `%40` and the like decoded.
fn decoded(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (hex, after) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn what_stands_before_the_at_is_shown_nowhere() {
        for (text, wanted) in [
            ("http://a:8081", "http://a:8081"),
            ("http://ada:sesame@a:8081/x", "http://********@a:8081/x"),
            (
                "http://ada:s@s/a,me@a, https://b:c@d",
                "http://********@a, https://********@d",
            ),
            (
                "found `http://ada:sesame@a` there",
                "found `http://********@a` there",
            ),
            ("no address, me@example.org", "no address, me@example.org"),
            ("", ""),
        ] {
            assert_eq!(masked(text), wanted);
        }
    }

    #[test]
    fn name_and_password_are_taken_out_of_an_address() {
        let of = |url: &str| {
            let (bare, login) = parted(url);
            let login = login.map(|login| {
                login
                    .pair
                    .map(|(user, password)| format!("{user} {}", password.expose_secret()))
            });
            (bare, login)
        };
        assert_eq!(of("http://a:1/p@q"), ("http://a:1/p@q".into(), None));
        let pair = |words: &str| Some(Some(words.to_owned()));
        assert_eq!(
            of("http://ada:ses%40me@a:1/x"),
            ("http://a:1/x".into(), pair("ada ses@me"))
        );
        assert_eq!(of("http://ada:s@s@a"), ("http://a".into(), pair("ada s@s")));
        for half in ["http://ada@a", "http://:x@a", "http://ada:@a", "http://ada:%4@a"] {
            assert_eq!(of(half), ("http://a".into(), Some(None)), "{half}");
        }
    }
}
