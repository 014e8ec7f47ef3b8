use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::domain::event::{LanguageOrigin, Text, TextFormat};

pub(super) fn masker() -> Masker {
    Masker::new(b"an invented secret", MaskPolicy::default())
}

pub(super) fn masked(text: &str) -> String {
    masker().mask(text, Network::X, MaskField::Text).into_owned()
}

/// The text with every mask written as its class alone.
fn told(text: &str) -> String {
    let masked = masked(text);
    let (mut out, mut at) = (String::new(), 0);
    while let Some(c) = masked[at..].chars().next() {
        if let Some(end) = mask::end(&masked, at) {
            out.push_str(masked[at..end].split(':').next().unwrap());
            out.push(']');
            at = end;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    out
}

pub(super) fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, wanted)| told(text) != *wanted)
        .map(|(text, wanted)| format!("{text}\n   wanted {wanted}\n   got    {}", told(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(super) fn quiet(texts: &[&str]) {
    let wrong: Vec<String> = texts
        .iter()
        .filter(|text| !matches!(masker().mask(text, Network::X, MaskField::Text), Cow::Borrowed(_)))
        .map(|text| format!("{text}\n   got {}", told(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mail_addresses() {
    check(&[
        (
            "write to Ada.Test+shop@mail.example.com, please",
            "write to [email], please",
        ),
        ("mailto:ada@example.org", "mailto:[email]"),
        ("<ada@example.co.uk>.", "<[email]>."),
        ("Schreibt an jürgen@müller.example!", "Schreibt an [email]!"),
        ("邮箱是ada@example.cn谢谢", "[email]"),
        (
            "see https://a.example/u?email=ada%40example.com&x=y",
            "see https://a.example/u?email=[email]&x=y",
        ),
        ("ada@example.com.", "[email]."),
        ("a@example.com;b@example.com", "[email];[email]"),
    ]);
    quiet(&[
        "@brand when does it open?",
        "thanks @user@social.example for the help",
        "10 apples @ 2.50 each",
        "meet @ noon",
        "user@localhost",
        "https://social.example/@user/with/path",
    ]);
}

#[test]
fn phone_numbers() {
    check(&[
        ("call +49 151 2345 6789 today", "call [phone] today"),
        ("+1 (212) 555-0143", "[phone]"),
        ("+44 (0)20 7946 0958.", "[phone]."),
        ("0044 20 7946 0958", "[phone]"),
        ("Ruf mich an: 030 / 12345678", "Ruf mich an: [phone]"),
        ("(030) 12345678 bitte", "[phone] bitte"),
        ("0151-23456789", "[phone]"),
        ("Appelez le 06 12 34 56 78 svp", "Appelez le [phone] svp"),
        ("06.12.34.56.78", "[phone]"),
        ("mi móvil es 612345678", "mi móvil es [phone]"),
        ("tel. 612 345 678", "tel. [phone]"),
        ("1-800-555-0199 has nobody", "[phone] has nobody"),
        ("212-555-0143", "[phone]"),
        ("Meu celular: (11) 91234-5678", "Meu celular: [phone]"),
        ("ring 98765 43210", "ring [phone]"),
        ("我的手机号是13812345678", "我的手机号是[phone]"),
        ("090-1234-5678に電話", "[phone]に電話"),
        ("اتصل ٠٥٠ ١٢٣ ٤٥٦٧", "اتصل [phone]"),
        ("telefon: 48123456789", "telefon: [phone]"),
        ("https://wa.me/4915112345678", "https://wa.me/[phone]"),
        ("Телефон: 8 (912) 345-67-89", "Телефон: [phone]"),
        ("WhatsApp 081234567890", "WhatsApp [phone]"),
    ]);
    quiet(&[
        "since 01.02.2024 nothing works",
        "01/02/2024 10:30 to 11:45",
        "2024-05-14 was the day",
        "we won 3:1 and 2-0",
        "it cost 1 234 567,00 EUR",
        "1.234.567 people",
        "a flight at 09:30, gate 12",
        "10 000 000 views in 24 hours",
        "trains at 08.30 09.15 10.00",
        "+100 points, +2000 more",
        "1984-2024",
        "in 2023 2024 2025",
        "version 10.15.7",
        "ISBN 978-3-16-148410-0",
        "status 1793849283746519041",
        "https://x.example/a/status/0123456789012",
        "room 0815",
        "between 100 200 300",
    ]);
}

#[test]
fn payment_cards() {
    check(&[
        (
            "my card 4111 1111 1111 1111 was charged",
            "my card [card] was charged",
        ),
        ("4111-1111-1111-1111", "[card]"),
        ("5555555555554444", "[card]"),
        ("amex 3782 822463 10005", "amex [card]"),
        ("4111 1111 1111 1111 12/30", "[card] 12/30"),
        ("2223003122003222,", "[card],"),
        ("卡号6200000000000005", "卡号[card]"),
    ]);
    quiet(&[
        "4111 1111 1111 1112",
        "1234567890123456",
        "0000 0000 0000 0000",
        "9999999999999995",
        "post 1793849283746519041",
    ]);
}

#[test]
fn account_numbers() {
    check(&[
        ("IBAN DE89 3704 0044 0532 0130 00 bitte", "IBAN [iban] bitte"),
        ("GB82WEST12345698765432.", "[iban]."),
        ("fr1420041010050500013m02606", "[iban]"),
        ("NL91ABNA0417164300", "[iban]"),
    ]);
    quiet(&[
        "DE88370400440532013000",
        "XX89370400440532013000",
        "GB82WEST1234569876543",
    ]);
}

#[test]
fn internet_addresses() {
    check(&[
        ("my ip is 203.0.113.57", "my ip is [ip]"),
        ("203.0.113.57:8080", "[ip]:8080"),
        ("from 2001:db8::8a2e:370:7334.", "from [ip]."),
        ("[2001:db8:0:0:0:0:2:1]", "[[ip]]"),
        ("fe80::1ff:fe23", "[ip]"),
    ]);
    quiet(&[
        "version 1.2.3.4",
        "1.2.3",
        "256.1.1.1",
        "at 12:30:45",
        "std::net",
        "1::2",
        "10:20:30:40",
        "1.2.3.4.5",
    ]);
}

#[test]
fn booking_and_order_codes() {
    check(&[
        ("my booking number is AB12CD", "my booking number is [code]"),
        ("PNR XKQWRT please", "PNR [code] please"),
        ("Booking reference: XKQWRT", "Booking reference: [code]"),
        ("order #1234567 never came", "order #[code] never came"),
        ("order no. 12345", "order no. [code]"),
        ("Bestellnummer 302-1234567-7654321", "Bestellnummer [code]"),
        ("Buchungscode: 7XK2PL", "Buchungscode: [code]"),
        ("numéro de commande : 84521963", "numéro de commande : [code]"),
        ("mi número de reserva es LK34MN", "mi número de reserva es [code]"),
        ("pedido nº 9988776", "pedido nº [code]"),
        ("numero di prenotazione: QW12ER", "numero di prenotazione: [code]"),
        ("zamówienie nr 4455667", "zamówienie nr [code]"),
        ("订单号202405140001", "订单号[code]"),
        ("予約番号はAB1234です", "予約番号は[code]です"),
        ("주문번호 20240514001", "주문번호 [code]"),
        ("номер заказа 5566778", "номер заказа [code]"),
        ("رقم الحجز 8877665", "رقم الحجز [code]"),
        ("nomor pesanan INV/2024", "nomor pesanan INV/2024"),
        ("tracking: 1Z999AA10123456784", "tracking: [code]"),
        (
            "https://shop.example/track?order=887766",
            "https://shop.example/track?order=[code]",
        ),
    ]);
    quiet(&[
        "my order 2024 was late",
        "MY ORDER NEVER CAME TODAY",
        "MY BOOKING PLEASE HELP",
        "flight LH1234 to MUC",
        "I have a booking. A32000 is full",
        "in order to get 123456",
        "ticket price 12.50",
        "booked 2024-05-14",
        "order 2024-05-14",
        "the iPhone 15 order",
        "order from 12345 shops",
        "reference point",
        "a cool client #SHRM16",
        "itinerary to BA1234",
    ]);
}

#[test]
fn postal_addresses() {
    check(&[
        ("I live at 12 Elm Street, come by", "I live at [address], come by"),
        ("221B Foxglove Lane", "[address]"),
        ("12 bis rue de la Gare, 75000 Paris", "[address]"),
        ("Musterstraße 12a, 10115 Berlin", "[address]"),
        ("Lange Str. 3 // 10117 Berlin", "[address]"),
        ("wohne Berliner Straße 77 seit Mai", "wohne [address] seit Mai"),
        ("Calle Mayor, 5", "[address]"),
        ("Via Garibaldi 10", "[address]"),
        ("Rua das Flores 123", "[address]"),
        ("Kerkstraat 12, 1012 AB Amsterdam", "[address], [address]"),
        ("ul. Polna 10", "[address]"),
        ("ул. Садовая 15", "[address]"),
        ("SW1A 1AA", "[address]"),
        ("D-10115 Berlin", "[address]"),
        ("Springfield, IL 62704", "[address]"),
        ("Storgatan 5", "[address]"),
    ]);
    quiet(&[
        "50000 Menschen warten",
        "waited 20 minutes down the road",
        "Parkplatz 3 ist frei",
        "der Heimweg 5 Minuten",
        "3 people on the street",
        "Platz 3 im Rennen",
        "in 2024 Main Street closed".split_at(8).1,
        "S24 5GB RAM",
        "5 star service",
        "via DHL 3 days",
        "your 2018 BA Avios calendar",
    ]);
}

#[test]
fn passwords_and_keys() {
    check(&[
        ("password: Hunter2!", "password: [secret]"),
        ("my password is hunter2 ok", "my password is [secret] ok"),
        ("pwd=abcdef", "pwd=[secret]"),
        ("Passwort: geheimnis", "Passwort: [secret]"),
        ("mot de passe : Soleil99", "mot de passe : [secret]"),
        ("contraseña: Luna_2024", "contraseña: [secret]"),
        ("senha 884422", "senha [secret]"),
        ("PIN 4711", "PIN [secret]"),
        ("the OTP is 482913.", "the OTP is [secret]."),
        ("密码：abc12345", "密码：[secret]"),
        ("пароль: зима2024", "пароль: [secret]"),
        ("sk_live_51HxAmpleKey00invented", "[secret]"),
        (
            "Authorization: Bearer abc.def-ghi123456",
            "Authorization: Bearer [secret]",
        ),
        ("key 8f14e45fceea167a5a36dedd4bea2543", "key [secret]"),
        ("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln", "[secret]"),
        (
            "https://a.example/reset?token=abcdef&x=1",
            "https://a.example/reset?token=[secret]&x=1",
        ),
        (
            "https://ada:pass@host.example/x",
            "https://[secret]@host.example/x",
        ),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY----- bye",
            "[secret] bye",
        ),
        ("api key: ZXCV9988", "api key: [secret]"),
    ]);
    quiet(&[
        "I forgot my password again",
        "password: please help me",
        "the password is wrong",
        "my pin number does not work",
        "token prices fall",
        "550e8400-e29b-41d4-a716-446655440000",
        "did:plc:z72i7hdynmk6r22z27h6tvur",
        "https://news.example/2024/05/what-we-know-about-the-outage-of-2024",
        "passing 3 times",
        "boarding pass 54A is gone",
        "token $75.00 voucher",
    ]);
}

#[test]
fn equal_values_are_equal_however_they_are_written() {
    for (one, other) in [
        ("ADA@Example.com", "ada@example.com"),
        ("+49 151 23456789", "0049-151-23456789"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("4111 1111 1111 1111", "4111111111111111"),
        ("DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
        ("2001:db8::370:7334", "2001:0DB8:0:0:0:0:0370:7334"),
        ("4111.1111.1111.1111", "4111 1111\r\n1111 1111"),
        (
            "DE89.3704.0044.0532.0130.00",
            "DE89\u{2009}3704\u{a0}0044  0532 0130 00",
        ),
        ("ada\u{200b}@example.com", "ada@example.com"),
    ] {
        assert!(masked(one).starts_with('['), "{one}: {}", masked(one));
        assert_eq!(masked(one), masked(other), "{one}");
    }
    assert_ne!(masked("ada@example.com"), masked("bob@example.com"));
}

#[test]
fn another_tenant_has_other_tokens() {
    let other = Masker::new(b"another secret", MaskPolicy::default());
    let text = "ada@example.com";
    assert_ne!(masked(text), other.mask(text, Network::X, MaskField::Text));
}

#[test]
fn lengths_are_classed() {
    assert!(masked("a@bc.de").ends_with(":S]"));
    assert!(masked("ada@example.com").ends_with(":M]"));
    assert!(masked("ada.lovelace@example.com").ends_with(":L]"));
    assert!(masked("ada.lovelace@a.very.long.example.com").ends_with(":XL]"));
}

#[test]
fn a_kept_class_stays_and_a_named_shape_goes() {
    let policy = MaskPolicy {
        keep: [MaskClass::Email].into_iter().collect(),
        codes: vec!["ORD-9999".into()],
        ..MaskPolicy::default()
    };
    let masker = Masker::new(b"s", policy);
    let masked = masker.mask(
        "ada@example.com has ORD-1234 and 203.0.113.9",
        Network::X,
        MaskField::Text,
    );
    assert!(masked.starts_with("ada@example.com has [code:"), "{masked}");
    assert!(
        !masked.contains("203.0.113.9") && !masked.contains("1234"),
        "{masked}"
    );
}

fn span(kind: SpanKind, start: i32, end: i32, value: &str) -> TextSpan {
    TextSpan {
        kind,
        start,
        end,
        value: value.into(),
    }
}

pub(super) fn words(plain: &str, spans: Vec<TextSpan>) -> Text {
    Text {
        plain: plain.into(),
        language: None,
        language_origin: LanguageOrigin::Unknown,
        spans,
        truncated: false,
        format: TextFormat::Plain,
        original: None,
        trimmed_chars: 0,
    }
}

fn under(text: &Text, span: &TextSpan) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    text.plain.chars().skip(start).take(end - start).collect()
}

#[test]
fn spans_go_along_and_links_are_masked() {
    let plain = "é @brand ada@example.com #help mailto:ada@example.com";
    let mut text = words(
        plain,
        vec![
            span(SpanKind::Mention, 2, 8, "brand@social.example"),
            span(SpanKind::Hashtag, 25, 30, "help"),
            span(SpanKind::Link, 31, 53, "mailto:ada@example.com"),
        ],
    );
    masker().mask_words(&mut text, Network::X);
    let found: Vec<String> = text.spans.iter().map(|span| under(&text, span)).collect();
    let mail = masked("ada@example.com");
    assert_eq!(found, ["@brand", "#help", &format!("mailto:{mail}")]);
    assert_eq!(
        text.spans[0].value, "brand@social.example",
        "a handle that was written"
    );
    assert_eq!(text.spans[2].value, format!("mailto:{mail}"));
}

/// Pieces that values and their surroundings are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("ada@example.com"),
        Just("+49 151 23456789"),
        Just("4111 1111 1111 1111"),
        Just("DE89370400440532013000"),
        Just("203.0.113.57"),
        Just("2001:db8::370:7334"),
        Just("order"),
        Just("AB12CD"),
        Just("password"),
        Just(":"),
        Just("="),
        Just(" "),
        Just("@"),
        Just("Musterstraße 12"),
        Just("12 Elm Street"),
        Just("SW1A 1AA"),
        Just("["),
        Just("]"),
        Just("[email:7f3a9c21:M]"),
        Just("é"),
        Just("订单号"),
        Just("٠٥٠"),
        Just("0"),
        Just("06 12 34 56 78"),
        Just("https://a.example/"),
        Just("?token="),
        Just("%40"),
        Just("sk_live_51HxAmpleKey00invented"),
        Just("-"),
        Just("."),
        Just("-----BEGIN PRIVATE KEY-----"),
        Just("x"),
        Just("🙂"),
        Just("\n"),
        Just("1"),
        Just("K7"),
        Just("(0)"),
        Just("4111.1111.1111.1111"),
        Just("IBAN"),
        Just("call me at"),
        Just("my number is"),
        Just("9876543210"),
        Just("\u{200b}"),
        Just("\u{2009}"),
        Just("\r\n"),
        Just("_"),
        Just("&#64;"),
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![pieces(), ".{0,120}", "[0-9A-Za-z:@=. +()/-]{0,80}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn masking_twice_is_masking_once(text in any_text()) {
        let once = masked(&text);
        prop_assert_eq!(masked(&once), once);
    }

    #[test]
    fn a_mask_costs_little_room(text in any_text()) {
        prop_assert!(masked(&text).len() <= text.len() * 8);
    }

    #[test]
    fn spans_outside_values_keep_their_words(text in any_text(), from in 0usize..60, length in 1usize..20) {
        let all: Vec<char> = text.chars().chain(['.']).collect();
        let from = from % all.len();
        let length = length.min(all.len() - from);
        let text: String = all.iter().collect();
        let before: String = all[from..from + length].iter().collect();
        let mut words = words(&text, vec![span(SpanKind::Mention, from as i32, (from + length) as i32, "v")]);
        masker().mask_words(&mut words, Network::X);
        let after = under(&words, &words.spans[0]);
        prop_assert!(after == before || after.contains('['), "{before:?} became {after:?}");
        prop_assert!(words.spans[0].end as usize <= words.plain.chars().count());
    }

    #[test]
    fn values_stand_masked_between_other_words(front in "[xyz ]{0,20}", back in "[xyz ]{0,20}") {
        for value in ["ada@example.com", "+49 151 23456789", "4111 1111 1111 1111", "203.0.113.57"] {
            let text = format!("{front} {value} {back}");
            let mail = masked(value);
            prop_assert_eq!(masked(&text), format!("{front} {mail} {back}"));
        }
    }
}
