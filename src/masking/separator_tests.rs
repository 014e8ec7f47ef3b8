//! Cards, account numbers and phone numbers that are written, or wrapped, with other signs than single spaces.

use super::tests::{check, quiet};

#[test]
fn cards_with_blanks_of_any_kind() {
    check(&[
        ("card 4111 1111\n1111 1111 was charged", "card [card] was charged"),
        ("card 4111 1111\r\n1111 1111.", "card [card]."),
        ("card 4111\r\n      1111 1111 1111", "card [card]"),
        ("4111  1111  1111  1111", "[card]"),
        ("4111\t1111\t1111\t1111", "[card]"),
        ("4111\u{2009}1111\u{200a}1111\u{3000}1111", "[card]"),
        ("4111\u{2002}1111\u{2003}1111\u{205f}1111", "[card]"),
        ("4111\u{200b}1111\u{2060}1111\u{feff}1111", "[card]"),
        ("4111\u{ad}1111\u{ad}1111\u{ad}1111", "[card]"),
        ("amex 3782 822463\n10005 please", "amex [card] please"),
        (
            "https://pay.example/?card=4111%201111%201111%201111",
            "https://pay.example/?card=[card]",
        ),
        ("_4111 1111 1111 1111_", "_[card]_"),
    ]);
    quiet(&[
        "rows:\n4111 1111\n1111 1112",
        "4111\n\n\n1111 1111 1111",
        "in 4111 cases\n1111 1111 1111 was typed",
        "order_4111111111111111x",
    ]);
}

#[test]
fn cards_with_other_signs() {
    check(&[
        ("4111.1111.1111.1111 twice", "[card] twice"),
        ("4111/1111/1111/1111", "[card]"),
        ("4111_1111_1111_1111", "[card]"),
        ("4111,1111,1111,1111, thanks", "[card], thanks"),
        ("4111, 1111, 1111, 1111", "[card]"),
        ("4111·1111·1111·1111", "[card]"),
        ("4111•1111•1111•1111", "[card]"),
        ("4111*1111*1111*1111", "[card]"),
        ("4111|1111|1111|1111", "[card]"),
        ("4111 | 1111 | 1111 | 1111", "[card]"),
        ("4111--1111--1111--1111", "[card]"),
        ("4111\u{2212}1111\u{2010}1111\u{2012}1111", "[card]"),
        ("4111.1111.\n1111.1111", "[card]"),
        ("3782.822463.10005", "[card]"),
        ("3056/930902/5904", "[card]"),
        ("41111111.11111111", "[card]"),
        ("4111.1111.1111.1111 12/30", "[card] 12/30"),
        ("4111.1111.1111.1111.", "[card]."),
    ]);
    quiet(&[
        "4111.1111.1111.1112",
        "it cost 4,111,111,111,111,111",
        "4.111.111.111.111.111",
        "log 12.4111.1111.1111.1111",
        "4111.1111.1111.1111.1111",
        "v4111.1111.1111.1111",
        "https://x.example/4111/1111/1111/1111",
        "4111.1111-1111/1111",
        "411/1111/1111/11111",
    ]);
    check(&[("log 4111 111.111.111.111", "log 4111 [ip]")]);
}

#[test]
fn account_numbers_with_any_separator() {
    check(&[
        ("IBAN DE89 3704 0044\n0532 0130 00 bitte", "IBAN [iban] bitte"),
        ("DE89 3704\r\n  0044 0532 0130 00", "[iban]"),
        ("DE89  3704  0044  0532  0130  00", "[iban]"),
        (
            "DE89\u{2009}3704\u{2009}0044\u{2009}0532\u{2009}0130\u{2009}00",
            "[iban]",
        ),
        (
            "DE89\u{a0}3704\u{202f}0044\u{3000}0532\u{200b}0130\u{2060}00",
            "[iban]",
        ),
        ("DE89.3704.0044.0532.0130.00.", "[iban]."),
        ("DE89/3704/0044/0532/0130/00", "[iban]"),
        ("DE89_3704_0044_0532_0130_00", "[iban]"),
        ("DE89 - 3704 - 0044 - 0532 - 0130 - 00", "[iban]"),
        ("GB82.WEST.1234.5698.7654.32", "[iban]"),
        ("IBANDE89370400440532013000", "IBAN[iban]"),
        ("iban:de89370400440532013000", "iban:[iban]"),
        ("KontoDE89 3704 0044 0532 0130 00", "Konto[iban]"),
        ("iban_NL91ABNA0417164300", "iban_[iban]"),
        ("счётDE89370400440532013000", "счёт[iban]"),
    ]);
    quiet(&[
        "IBANDE88370400440532013000",
        "1DE89370400440532013000",
        "GB82 WEST and 1234 5698 7654 32",
        "GB82, WEST (1234) 5698 7654 32",
        "AT12 is where we stood, and nobody came to us",
        "BE10 or not",
    ]);
}

#[test]
fn phone_numbers_with_blanks_of_any_kind() {
    check(&[
        ("on +44 20 7946\n0958 since", "on [phone] since"),
        ("on +44 20\r\n7946 0958.", "on [phone]."),
        ("+49 151  2345  6789", "[phone]"),
        ("+44\u{2009}20\u{2009}7946\u{2009}0958", "[phone]"),
        ("+44\u{200b}20\u{2060}7946\u{ad}0958", "[phone]"),
        ("+34 612 34 56\n78", "[phone]"),
        ("06\u{2009}12\u{2009}34\u{2009}56\u{2009}78", "[phone]"),
        ("06 12 34\n56 78", "[phone]"),
        ("0151  234  56789", "[phone]"),
        ("212\u{2009}555\u{2009}0143", "[phone]"),
        ("tel. 612 345\n678", "tel. [phone]"),
        ("030 1234567\n10115 Berlin", "[phone]\n10115 Berlin"),
        ("+49 30 12345678\n20 people", "[phone]\n20 people"),
        ("+44 20 7946 0958\n12 Elm", "[phone]\n12 Elm"),
        ("tel:%2B4930123456", "tel:%2B[phone]"),
    ]);
    quiet(&[
        "at 0600\n12345 came",
        "0815\n24.12.2024",
        "01\n02\n03\n04\n05\n06",
        "200  300  4000",
        "212 555\n0143",
        "won +10\n2000 points\n30 more",
    ]);
}

#[test]
fn mail_addresses_with_signs_that_take_no_room() {
    check(&[
        ("to kai\u{200b}@post\u{ad}.example.", "to [email]."),
        ("to kai@post.exam\u{2060}ple\u{200b}", "to [email]\u{200b}"),
    ]);
    quiet(&["hello \u{200b}@post\u{200b} you", "@kai\u{200b}@post.example"]);
}
