//! How X counts the length of a post: signs weigh one or two, addresses weigh the same whatever their length. Figures
//! of version 3 of the configuration of its text library (`twitter-text`): scale 100, default weight 200, weight 100
//! within four ranges, an address 23.

/// Most that a post may weigh.
pub const MOST: u32 = 280;

/// What an address weighs: it is replaced by a short one.
const ADDRESS: u32 = 23;

/// What a sign weighs, in hundredths.
const HEAVY: u32 = 200;
const LIGHT: u32 = 100;
const SCALE: u32 = 100;

/// Ranges of signs that weigh less: Latin, Greek, Cyrillic, Hebrew, Arabic and others up to Georgian; spaces and
/// marks of punctuation.
const RANGES: [(u32, u32); 4] = [(0, 4351), (8192, 8205), (8208, 8223), (8242, 8247)];

/// What a text weighs. An address is counted where it begins with `http://` or `https://`; the network also sees some
/// that do not, which then weigh what their signs do. Signs of an emoji that are joined count one by one, so it may
/// say more than the network would, and never less for those.
#[must_use]
pub fn weight(text: &str) -> u32 {
    let mut sum = 0;
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let length = address(rest);
        if length > 0 {
            sum += ADDRESS * SCALE;
            rest = rest.get(length..).unwrap_or_default();
        } else {
            sum += weight_of(sign);
            rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        }
    }
    sum / SCALE
}

fn weight_of(sign: char) -> u32 {
    let point = u32::from(sign);
    let light = RANGES
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&point));
    if light { LIGHT } else { HEAVY }
}

/// Bytes of the address that the text begins with; 0 if it begins with none.
fn address(text: &str) -> usize {
    let begins = |scheme: &str| {
        let head = text.get(..scheme.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    let Some(scheme) = ["https://", "http://"].into_iter().find(|scheme| begins(scheme)) else {
        return 0;
    };
    let whole = text.split(char::is_whitespace).next().unwrap_or_default();
    let whole = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
    // A host has a point in it.
    let host = whole.get(scheme.len()..).unwrap_or_default();
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    if host.trim_matches('.').contains('.') {
        whole.len()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_and_heavy_signs() {
        assert_eq!(weight(""), 0);
        assert_eq!(weight("Grüße, Анна"), 11);
        assert_eq!(weight("返金してください"), 16);
        assert_eq!(weight("😡"), 2);
        assert_eq!(weight("€"), 2, "8364 lies in no range");
        assert_eq!(weight("’–…"), 1 + 1 + 2, "8217 and 8211 lie in one, 8230 in none");
    }

    #[test]
    fn the_edges_of_the_ranges() {
        for (first, last) in RANGES {
            for (point, wanted) in [(first, 1), (last, 1), (last + 1, 2)] {
                let sign = char::from_u32(point).unwrap();
                assert_eq!(weight(&sign.to_string()), wanted, "{point}");
            }
        }
    }

    #[test]
    fn an_address_weighs_the_same_whatever_its_length() {
        let long = format!("https://parcel.example/{}", "a".repeat(300));
        assert_eq!(weight(&long), ADDRESS);
        assert_eq!(weight("See https://p.example/1."), 4 + ADDRESS + 1);
        assert_eq!(weight("HTTP://p.example x"), ADDRESS + 2);
        assert_eq!(weight("https://nowhere"), 15, "no host");
        assert!(weight(&"a".repeat(280)) <= MOST && weight(&"a".repeat(281)) > MOST);
    }
}
