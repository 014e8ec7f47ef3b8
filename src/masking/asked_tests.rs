//! National numbers that only the words beside them announce, and other numbers in like words.

use super::tests::{check, quiet};

/// Requests for a call.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "call me at", "ring me on", "text me:", "you can reach me at", "please dial", "Contact",
    "message us on", "WhatsApp me on", "call me back, please:", "give me a call on",
    "call this number", "phone me on", "Ruf mich an unter", "Sie erreichen mich unter",
    "rufen Sie mich bitte zurück:", "bel me op", "graag terugbellen op", "llámame al", "llamame al",
    "por favor llámenme al", "pueden contactarme al", "chiamami al", "mi chiami al",
    "contattatemi al", "ligue para", "me liguem no", "entre em contato", "appelez-moi au",
    "me rappeler au", "joignez-nous au", "proszę dzwonić", "zadzwońcie pod numer",
    "proszę o kontakt pod", "позвоните", "перезвоните мне по номеру", "звоните на",
    "зателефонуйте мені за номером", "zavolejte mi na", "zavolajte mi na číslo", "ring mig på",
    "ring til mig på", "ring meg på", "soita numeroon", "soittakaa minulle", "sunați-mă la",
    "sunati la numarul", "hívjon a", "kérem hívjanak vissza:", "beni arayın:", "bize ulaşın:",
    "καλέστε με στο", "πάρτε με στο", "اتصل بي على", "كلموني على", "תתקשרו אלי", "gọi cho tôi số",
    "liên hệ", "hubungi saya di", "मुझे कॉल करें", "mujhe call karo", "nazovite me na",
    "با من تماس بگیرید", "paskambinkite man", "zvaniet man", "helista mulle", "truca'm al",
    "tawagan nyo ako sa", "обадете ми се на", "请致电", "打给我", "전화 주세요", "연락 주세요:", "電話",
];

/// Words that name a number as one's own.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "my number is", "My new number:", "our number is", "her number is", "my number:", "my no. is",
    "mi número es", "mi numero es el", "il mio numero è", "il mio nuovo numero:", "o meu número é",
    "mon numéro est le", "mon nouveau numéro :", "meine Nummer ist", "meine neue Nummer lautet:",
    "mijn nummer is", "mój numer to", "moj numer:", "мой номер", "мой новый номер:", "мій номер",
    "moje číslo je", "mitt nummer är", "mit nummer er", "nummeret mitt er", "numeroni on",
    "minun numeroni on", "numărul meu este", "a számom", "az én számom:", "numaram",
    "benim numaram:", "ο αριθμός μου είναι", "رقمي هو", "المستشفى: رقمي", "המספר שלי הוא",
    "số của tôi là", "nomor saya", "nomorku", "मेरा नंबर", "mera number", "moj broj je",
    "номерът ми е", "我的号码是", "我的號碼：", "私の番号は", "제 번호는", "내 번호:", "📞", "☎️",
];

/// Every text ends with a number that is masked.
fn asked(number: &str, texts: &[&str]) {
    let texts: Vec<_> = texts
        .iter()
        .map(|text| (format!("{text} {number}"), format!("{text} [phone]")))
        .collect();
    let cases: Vec<_> = texts
        .iter()
        .map(|(text, wanted)| (text.as_str(), wanted.as_str()))
        .collect();
    check(&cases);
}

#[test]
fn verbs_that_ask_for_a_call() {
    asked("9876543210", VERBS);
}

#[test]
fn words_for_a_number_of_ones_own() {
    asked("612 345 678", NUMBERS);
}

#[test]
fn numbers_of_orders_are_not_dialled() {
    // Those that have a word of their own are codes.
    check(&[
        ("my order number is 9876543210", "my order number is [code]"),
        (
            "mi número de pedido es 9876543210",
            "mi número de pedido es [code]",
        ),
        ("sipariş numaram 9876543210", "sipariş numaram [code]"),
    ]);
    quiet(&[
        "my badge number is 9876543210",
        "my frequent flyer number is 9876543210",
        "the number is 9876543210",
        "number 9876543210",
        "il mio numero carta fedeltà è 9876543210",
        "müşteri numaram 9876543210",
        "az ügyfél számom 9876543210",
        "mã số của tôi là 9876543210",
        "mein Zähler hat die Nummer 9876543210",
        "mój numer legitymacji to 9876543210",
        "мой номер полиса 9876543210",
        "o meu número de sócio é 9876543210",
        "my tag is 9876543210",
        "I was on a call about 9876543210",
    ]);
}

#[test]
fn days_times_and_amounts_are_not_dialled() {
    quiet(&[
        "call me at 10:30 on 12.05.2024",
        "call me on 12 05 2024",
        "call me on 2024-05-12",
        "call me at 10.30 12.05.2024",
        "ring me on 14 May 2024 between 10 and 12",
        "we reach 10 000 000 people",
        "reach 10000000 followers",
        "call it 1 500 000",
        "my number is 1.500.000",
        "they call me 5000000 €",
        "please call me in 20 minutes",
        "call 112",
        "nobody has called me since 2019 2020",
    ]);
}

#[test]
fn words_behind_a_number() {
    check(&[
        ("9876543210 is my number", "[phone] is my number"),
        ("612345678 es mi número", "[phone] es mi número"),
        (
            "ich bin unter 1512345678 erreichbar",
            "ich bin unter [phone] erreichbar",
        ),
        ("9876543210 पर कॉल करें", "[phone] पर कॉल करें"),
        (
            "5321234567 numaralı telefondan arayın",
            "[phone] numaralı telefondan arayın",
        ),
        ("312345678に電話してください", "[phone]に電話してください"),
        ("1098765432로 전화 주세요", "[phone]로 전화 주세요"),
    ]);
    quiet(&["9876543210 is my order", "9876543210 people call"]);
}

#[test]
fn a_number_ends_where_it_is_whole() {
    check(&[
        (
            "call me at 9876543210 10 am works",
            "call me at [phone] 10 am works",
        ),
        ("мой номер 8 912 345-67-89", "мой номер [phone]"),
        ("llámame al 612 34 56 78.", "llámame al [phone]."),
        ("call me at (987) 654 3210", "call me at [phone]"),
    ]);
}
