use super::*;

fn kept(text: &str) -> (String, usize) {
    let (words, trimmed) = leave_out(text.into());
    (words.into_owned(), trimmed)
}

#[test]
fn quotes_and_their_introductions_go_and_are_counted() {
    let text = "Thanks.\n\nOn Monday Ada wrote:\n> First.\n>\n> Second.\n\nAnd another thing.\n";
    assert_eq!(
        kept(text),
        ("Thanks.\n\n\nAnd another thing.".into(), 20 + 8 + 1 + 9)
    );
    let folded = "No.\nOn Mon, 2 Mar 2026,\nAda <ada@harbour.example> wrote:\n> Yes?\n";
    assert_eq!(kept(folded).0, "No.");
    let below = "Am Montag schrieb Ada:\n> Ja?\n> --\n> Ada\nNein.";
    assert_eq!(kept(below).0, "Nein.");
}

#[test]
fn signatures_and_repeated_mails_go_and_are_counted() {
    assert_eq!(kept("Broken again.\n-- \nAda\n"), ("Broken again.".into(), 6));
    assert_eq!(kept("Yes.\n\n-----Original Message-----\nFrom: B\n").0, "Yes.");
    let ruled = format!("Yes.\n{}\nFrom: B\nOld words", "_".repeat(32));
    assert_eq!(kept(&ruled).0, "Yes.");
    assert_eq!(kept("Yes.\nOn 2 Mar 2026 at 9:30, B wrote:\nOld words").0, "Yes.");
}

#[test]
fn where_nothing_would_be_left_nothing_goes() {
    let forwarded = "-----Original Message-----\nFrom: B\nIt burns.";
    assert_eq!(kept(forwarded), (forwarded.into(), 0));
    assert_eq!(kept("> all\n> quoted"), ("> all\n> quoted".into(), 0));
    assert_eq!(kept("a -- b\n---\nc").1, 0);
    assert_eq!(kept("\r\na\r\nb \r\n"), ("a\nb".into(), 0));
}

/// Lines above an older mail, as mail programs write them.
const INTRODUCTIONS: [&str; 63] = [
    "On Mon, Mar 2, 2026 at 9:30 AM Ada Reed <ada@quay.example> wrote:",
    "On 2 Mar 2026, at 09:30, Ada Reed <ada@quay.example> wrote:",
    "On 3/2/26 9:30 AM, Ada Reed wrote:",
    "On 2 March 2026 at 09:30:12, Ada Reed (ada@quay.example) said:",
    "On Mon, Mar 2, 2026 at 9:30 AM\nAda Reed of the Northern Quay <ada@quay.example>\nwrote:",
    "On Monday, March 2, 2026,\n09:30 AM Ada Reed <ada@quay.example> wrote:",
    "Ada Reed <ada@quay.example> writes:",
    "2026-03-02 9:30 GMT+01:00 Ada Reed <ada@quay.example>:",
    "02.03.2026, 09:30, \"Ada Reed\" <ada@quay.example>:",
    "In a message dated 3/2/2026 9:30:00 A.M. Eastern Standard Time,\nada@quay.example writes:",
    "Quoting Ada Reed <ada@quay.example>:",
    "---- On Mon, 02 Mar 2026 09:30:00 +0100 Ada Reed <ada@quay.example> wrote ----",
    "-----Ada Reed/Quay wrote: -----",
    "Am 02.03.2026 um 09:30 schrieb Ada Reed:",
    "Am Mo., 2. März 2026 um 09:30 Uhr schrieb Ada Reed <\nada@quay.example>:",
    "Ada Reed <ada@quay.example> schrieb am Mo., 2. März 2026, 09:30:",
    "Ada Reed <ada@quay.example> hat am 02.03.2026 09:30 CET geschrieben:",
    "Zitat von Ada Reed <ada@quay.example>:",
    "Le lun. 2 mars 2026 à 09:30, Ada Reed <ada@quay.example> a\nécrit\u{A0}:",
    "Le 02/03/2026 à 09:30, Ada Reed a écrit :",
    "El lun, 2 mar 2026 a las 9:30, Ada Reed (<ada@quay.example>)\nescribió:",
    "Il giorno lun 2 mar 2026 alle ore 09:30 Ada Reed <\nada@quay.example> ha scritto:",
    "Em seg., 2 de mar. de 2026 às 09:30, Ada Reed <ada@quay.example>\nescreveu:",
    "Op ma 2 mrt 2026 om 09:30 schreef Ada Reed <ada@quay.example>:",
    "Op 2 mrt 2026, om 09:30 heeft Ada Reed <ada@quay.example> het volgende geschreven:",
    "Den man. 2. mar. 2026 kl. 09.30 skrev Ada Reed <ada@quay.example>:",
    "man. 2. mars 2026 kl. 09:30 skrev Ada Reed <ada@quay.example>:",
    "mån 2 mars 2026 kl. 09:30 skrev Ada Reed <\nada@quay.example>:",
    "Den 2026-03-02 kl. 09:30, skrev Ada Reed:",
    "ma 2. maalisk. 2026 klo 9.30 Ada Reed (ada@quay.example) kirjoitti:",
    "Ada Reed kirjoitti 2.3.2026 klo 9.30:",
    "W dniu 2.03.2026 o 09:30, Ada Reed pisze:",
    "pon., 2 mar 2026 o 09:30 Ada Reed <ada@quay.example> napisał(a):",
    "Wiadomość napisana przez Ada Reed <ada@quay.example> w dniu 2 mar 2026, o godz. 09:30:",
    "po 2. 3. 2026 v 9:30 odesílatel Ada Reed <ada@quay.example> napsal:",
    "Dne 02. 03. 26 v 9:30 Ada Reed napsal(a):",
    "po 2. 3. 2026 o 9:30 Ada Reed <ada@quay.example> napísal(a):",
    "Ada Reed <ada@quay.example> ezt írta (időpont: 2026. márc. 2., H, 9:30):",
    "În lun., 2 mar. 2026 la 09:30, Ada Reed <ada@quay.example> a scris:",
    "На пн, 2.03.2026 г. в 9:30 Ada Reed <ada@quay.example> написа:",
    "Στις Δευ 2 Μαρ 2026 στις 9:30 π.μ., ο χρήστης Ada Reed <\nada@quay.example> έγραψε:",
    "Ada Reed <ada@quay.example>, 2 Mar 2026 Pzt, 09:30 tarihinde şunu yazdı:",
    "пн, 2 мар. 2026 г. в 09:30, Ada Reed <ada@quay.example>:",
    "02.03.2026 09:30, Ада Рид пишет:",
    "пн, 2 бер. 2026 р. о 09:30 Ada Reed <ada@quay.example> пише:",
    "Ada Reed <ada@quay.example> 于2026年3月2日周一 09:30写道：",
    "在 2026年3月2日，上午9:30，Ada Reed <ada@quay.example> 写道：",
    "Ada Reed <ada@quay.example> 於 2026年3月2日 週一 上午9:30寫道：",
    "2026年3月2日(月) 9:30 Ada Reed <ada@quay.example>:",
    "2026/03/02 9:30、Ada Reed <ada@quay.example>のメール:",
    "2026년 3월 2일 (월) 오전 9:30, Ada Reed <ada@quay.example>님이 작성:",
    "في الاثنين، 2 مارس 2026 في 9:30 ص تمت كتابة ما يلي بواسطة \u{202A}Ada Reed\u{202C}\u{200F} <\u{202A}ada@quay.example\u{202C}\u{200F}>:",
    "في ٢ مارس ٢٠٢٦، الساعة ٩:٣٠ ص، كتب Ada Reed:",
    "\u{202B}בתאריך יום ב׳, 2 במרץ 2026 ב-9:30 מאת \u{202A}Ada Reed\u{202C}\u{200F} <\u{202A}ada@quay.example\u{202C}\u{200F}>:\u{202C}",
    "Vào Th 2, 2 thg 3, 2026 vào lúc 09:30 Ada Reed <ada@quay.example> đã viết:",
    "Pada Sen, 2 Mar 2026 pukul 09.30 Ada Reed <ada@quay.example> menulis:",
    "ในวันที่ จ. 2 มี.ค. 2026 เวลา 09:30 Ada Reed <ada@quay.example> เขียนว่า:",
    "V V pon., 2. mar. 2026 ob 09:30 je oseba Ada Reed <ada@quay.example> napisala:",
    "pon, 2. ožu 2026. u 09:30 Ada Reed <ada@quay.example> napisao je:",
    "Ada Reed (<ada@quay.example>) kirjutas kuupäeval E, 2. märts 2026 kell 09:30:",
    "2026-03-02, pr, 09:30 Ada Reed <ada@quay.example> rašė:",
    "Op Ma. 02 Mrt. 2026 om 09:30 het Ada Reed <ada@quay.example> geskryf:",
    "Missatge de Ada Reed <ada@quay.example> del dia dl., 2 de març 2026 a les 9:30:",
];

#[test]
fn introductions_go_with_what_is_below_them() {
    for introduction in INTRODUCTIONS {
        let bare = format!("It never came.\n\n{introduction}\n\nDear Kai,\nall is well.\n");
        assert_eq!(kept(&bare).0, "It never came.", "{introduction}");
        let touching = format!("It never came.\n{introduction}\nDear Kai,\nall is well.\n");
        assert_eq!(kept(&touching).0, "It never came.", "{introduction}");
        let marked =
            format!("It never came.\n\n{introduction}\n\n> Dear Kai,\n> all is well.\n\nWhere is it?\n");
        assert_eq!(
            kept(&marked).0,
            "It never came.\n\n\n\nWhere is it?",
            "{introduction}"
        );
        assert!(
            introduces(&format!("It never came.\n\n{introduction}")),
            "{introduction}"
        );
    }
}

#[test]
fn weak_introductions_go_above_marked_lines_only() {
    for introduction in [
        "On Monday Ada wrote:",
        "Am Montag schrieb Ada:",
        "Ada Reed wrote:",
        "Ada Reed, 2 March, wrote:",
        "ada@quay.example wrote:",
    ] {
        let marked = format!("No.\n\n{introduction}\n> Dear Kai\n");
        assert_eq!(kept(&marked).0, "No.", "{introduction}");
        let bare = format!("No.\n\n{introduction}\nDear Kai");
        assert_eq!(kept(&bare).0, bare, "{introduction}");
    }
}

#[test]
fn customers_who_tell_what_was_written_keep_their_words() {
    for text in [
        "Hello.\n\nOn Monday your driver wrote: 'go away'\nI will not.",
        "Hello.\n\nOn Monday your driver wrote:\ngo away",
        "Hello.\n\nOn 2 March 2026 at 9:30 your driver wrote:\ngo away",
        "Hello.\n\nAm 2.3.2026 um 9:30 schrieb mir Ihr Fahrer:\nhau ab",
        "Hello.\n\nI wrote to care@quay.example three times:\nnobody answered",
        "Hello.\n\nOn 2 March 2026 at 9:30 this happened:\nthe lift fell",
        "Hello.\n\nMy ticket, 2 March 2026, 9:30, seat 12:\nit was taken",
        "Hello.\n\nYour site says:\nall is well\nbut it is not",
        "I was told to write to care@quay.example:\nso I do",
        "Hello.\n\nMy booking (kai@post.example) of 2 March 2026, 9:30:\nit is gone",
        "Hello.\n\nI asked Ada (ada@quay.example) and she wrote:\ngo away",
        "Hello.\n\nThis is what Ada <ada@quay.example> sent me on 2 March 2026 at 9:30:\nnothing",
    ] {
        assert_eq!(kept(text), (text.to_owned(), 0));
    }
    assert!(!introduces("On Monday your driver wrote:"));
    let said = "You promised last week:\n> it will come\nIt did not.";
    assert_eq!(kept(said).0, "You promised last week:\nIt did not.");
}

/// Headers as Outlook repeats them, in its own languages.
const BLOCKS: [&str; 30] = [
    "From: Ada Reed <ada@quay.example>\nSent: Monday, March 2, 2026 9:30 AM\nTo: Kai\nSubject: Card",
    "Subject: Card\nFrom: ada@quay.example\nTo: kai@post.example\nDate: Mon, 2 Mar 2026 09:30:00 +0000",
    "From: Ada Reed\nSent: Monday\nTo: Kai\nSubject: Card",
    "From: Ada Reed <ada@quay.example> Sent: Monday, March 2, 2026 9:30 AM To: Kai Subject: Card",
    "*De :* Ada Reed *Envoyé le :* lundi 2 mars 2026 *À :* Kai *Objet :* Carte",
    "From:\nAda Reed <ada@quay.example>\nSent:\n2 March 2026 9:30\nTo:\nKai",
    "*Von:* Ada Reed <ada@quay.example>\n*Gesendet:* Montag, 2. März 2026 09:30\n*An:* Kai\n*Betreff:* Karte",
    "Von: Ada Reed [mailto:ada@quay.example]\nGesendet: Montag, 2. März 2026 09:30\nAn: Kai;\n Bo;\n Cy\nBetreff: Karte",
    "De : Ada Reed <ada@quay.example>\nEnvoyé : lundi 2 mars 2026 09:30\nÀ : Kai\nObjet : Carte",
    "De: Ada Reed <ada@quay.example>\nEnviado el: lunes, 2 de marzo de 2026 9:30\nPara: Kai\nAsunto: Tarjeta",
    "De: Ada Reed\nEnviado: 2 de março de 2026 09:30\nPara: Kai\nAssunto: Cartão",
    "Da: Ada Reed <ada@quay.example>\nInviato: lunedì 2 marzo 2026 09:30\nA: Kai\nOggetto: Carta",
    "Van: Ada Reed\nVerzonden: maandag 2 maart 2026 09:30\nAan: Kai\nOnderwerp: Kaart",
    "Fra: Ada Reed <ada@quay.example>\nSendt: 2. marts 2026 09:30\nTil: Kai\nEmne: Kort",
    "Från: Ada Reed\nSkickat: den 2 mars 2026 09:30\nTill: Kai\nÄmne: Kort",
    "Lähettäjä: Ada Reed\nLähetetty: maanantai 2. maaliskuuta 2026 9.30\nVastaanottaja: Kai\nAihe: Kortti",
    "Od: Ada Reed\nWysłano: 2 marca 2026 09:30\nDo: Kai\nTemat: Karta",
    "Od: Ada Reed\nOdesláno: pondělí 2. března 2026 9:30\nKomu: Kai\nPředmět: Karta",
    "Feladó: Ada Reed\nElküldve: 2026. március 2. 9:30\nCímzett: Kai\nTárgy: Kártya",
    "De la: Ada Reed\nTrimis: luni, 2 martie 2026 09:30\nCătre: Kai\nSubiect: Card",
    "От: Ada Reed\nОтправлено: 2 марта 2026 г. 9:30\nКому: Kai\nТема: Карта",
    "Від: Ada Reed\nНадіслано: 2 березня 2026 р. 9:30\nКому: Kai\nТема: Картка",
    "Από: Ada Reed\nΣτάλθηκε: Δευτέρα, 2 Μαρτίου 2026 9:30\nΠρος: Kai\nΘέμα: Κάρτα",
    "Kimden: Ada Reed\nGönderildi: 2 Mart 2026 Pazartesi 09:30\nKime: Kai\nKonu: Kart",
    "发件人: Ada Reed\n发送时间: 2026年3月2日 9:30\n收件人: Kai\n主题: 卡",
    "寄件者：Ada Reed\n寄件日期：2026年3月2日 上午 09:30\n收件者：Kai\n主旨：卡",
    "差出人: Ada Reed\n送信日時: 2026年3月2日 9:30\n宛先: Kai\n件名: カード",
    "보낸 사람: Ada Reed\n보낸 날짜: 2026년 3월 2일 월요일 오전 9:30\n받는 사람: Kai\n제목: 카드",
    "من: Ada Reed\nتم الإرسال: ٢ مارس ٢٠٢٦ ٩:٣٠ ص\nإلى: Kai\nالموضوع: بطاقة",
    "\u{200F}מאת: Ada Reed\nנשלח: יום שני 2 מרץ 2026 9:30\nאל: Kai\nנושא: כרטיס",
];

#[test]
fn repeated_headers_begin_an_older_mail() {
    for block in BLOCKS {
        for rule in ["", "________________________________\n", "-----\n"] {
            let text = format!("It never came.\n\n{rule}{block}\n\nDear Kai,\nall is well.\n");
            assert_eq!(kept(&text).0, "It never came.", "{rule}{block}");
        }
    }
}

#[test]
fn lists_of_a_customer_are_no_headers() {
    for text in [
        "My trip:\n\nFrom: Kiel\nTo: Oslo\nDate: 2 March 2026\nPassengers: 2\n\nIt never left.",
        "Von: Kiel\nAn: Oslo\nDatum: 2.3.2026\nKontakt: kai@post.example\nEs fuhr nicht.",
        "Hello.\nSubject: my card\nDate: 2 March 2026\nIt never came.",
        "Hello.\nTo: whom it may concern\nFrom: a sad customer",
        "Hello.\n-----\nIt never came.",
    ] {
        assert_eq!(kept(text), (text.to_owned(), 0));
    }
}

#[test]
fn lines_between_dashes_begin_an_older_mail() {
    for line in [
        "-----Original Message-----",
        "----- Original message -----",
        "-------- Message d\u{2019}origine --------",
        "-----Mensagem original-----",
        "-----Oorspronkelijk bericht-----",
        "-----Oprindelig meddelelse-----",
        "-----Ursprungligt meddelande-----",
        "-----Opprinnelig melding-----",
        "-----Alkuperäinen viesti-----",
        "-----Wiadomość oryginalna-----",
        "---------- Původní e-mail ----------",
        "-----Eredeti üzenet-----",
        "-----Исходное сообщение-----",
        "------------------ 原始邮件 ------------------",
        "-----元のメッセージ-----",
        "--------- 원본 메일 ---------",
        "-----الرسالة الأصلية-----",
        "-----הודעה מקורית-----",
        "---------- Forwarded message ---------",
        "---------- Weitergeleitete Nachricht ---------",
        "----- Forwarded by Ada Reed/Quay on 02.03.2026 09:30 -----",
        "Begin forwarded message:",
        "Début du message réexpédié\u{A0}:",
        "##- Please type your reply above this line -##",
    ] {
        let text = format!("It never came.\n\n{line}\nall is well\n");
        assert_eq!(kept(&text).0, "It never came.", "{line}");
    }
    for line in [
        "-- original price --",
        "The original message",
        "--",
        "- forwarded message",
    ] {
        let text = format!("It never came.\n\n{line}, I think\nnot well\n");
        assert_eq!(kept(&text).0, text.trim(), "{line}");
    }
}

#[test]
fn answers_between_quoted_lines_stay() {
    let text = "Dear Ada,\n> Did it come?\nNo, never.\n>\n> Is the box full?\n>\nIt is empty.\n> Bye\n";
    assert_eq!(kept(text).0, "Dear Ada,\nNo, never.\nIt is empty.");
}

#[test]
fn a_link_in_a_quote_that_lost_its_mark_goes_with_it() {
    for link in [
        "<https://quay.example/cases/17>",
        "<https://quay.example/cases/17\n#answer-3>.",
        "<mailto:care@quay.example>.",
    ] {
        let text = format!("No.\n> Answer here\n{link}\n>\n> Ada\n");
        assert_eq!(kept(&text).0, "No.", "{link}");
    }
    let broken = "No.\n> Answer <https://quay.example/cases\n/17>\n> Ada\n";
    assert_eq!(kept(broken).0, "No.");
    for own in [
        "<https://quay.example/17> is dead",
        "https://quay.example/17",
        "<3 thank you",
    ] {
        let text = format!("No.\n> Which page?\n{own}\n");
        assert_eq!(kept(&text).0, format!("No.\n{own}"));
    }
}

/// What mail programs write below every mail.
const FOOTERS: [&str; 49] = [
    "Sent from my iPhone",
    "Sent from my iPhone 15 Pro Max",
    "Sent from my Samsung Galaxy smartphone.",
    "Sent from Yahoo Mail for iPhone",
    "Sent from Mail<https://go.example/?LinkId=1> for Windows",
    "Get Outlook for iOS<https://aka.example/o>",
    "Get Outlook for\nAndroid",
    "Sent with Proton Mail secure email.",
    "Sent from my BlackBerry 10 smartphone on the O2 network.",
    "Sent via the Samsung Galaxy S21, an AT&T 5G smartphone",
    "Sent from my Huawei phone",
    "Von meinem iPhone gesendet",
    "Gesendet mit der GMX Mail App",
    "Gesendet von Outlook für iOS",
    "Holen Sie sich Outlook für Android",
    "Envoyé de mon iPhone",
    "Envoyé à partir de Outlook pour Android",
    "Obtenez Outlook pour iOS",
    "Enviado desde mi iPhone",
    "Enviado do meu iPhone",
    "Inviato da iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Sendt fra min iPhone",
    "Skickat från min iPhone",
    "Lähetetty iPhonesta",
    "Wysłane z iPhone'a",
    "Wysłano z telefonu Samsung",
    "Odesláno z iPhonu",
    "Odoslané z iPhonu",
    "Trimis de pe iPhone-ul meu",
    "Στάλθηκε από το iPhone μου",
    "iPhone'umdan gönderildi",
    "Отправлено с iPhone",
    "Отправлено из мобильной Почты Mail.ru",
    "Надіслано з iPhone",
    "发自我的iPhone",
    "從我的 iPhone 傳送",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "أُرسلت من الـ iPhone",
    "נשלח מה-iPhone שלי",
    "Đã gửi từ iPhone của tôi",
    "Dikirim dari iPhone saya",
    "ส่งจาก iPhone ของฉัน",
    "Téléchargez Outlook pour iOS",
    "Von Yahoo Mail auf Android gesendet",
    "Sent from my Android device with K-9 Mail. Please excuse my brevity.",
    "Lähetetty Samsung-puhelimesta",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
];

#[test]
fn footers_of_mail_programs_go_from_the_end() {
    for footer in FOOTERS {
        let text = format!("It never came.\n\n{footer}\n");
        assert_eq!(kept(&text).0, "It never came.", "{footer}");
        let above = format!("It never came.\n\n{footer}\n\n> On 2 Mar 2026 at 9:30, Ada wrote:\n> Did it?\n");
        assert_eq!(kept(&above).0, "It never came.", "{footer}");
    }
    for own in [
        "Sent from my iPhone and it still does not work",
        "Sent from my heart",
        "It was sent from my iPhone",
        "Get my money back",
        "Sent by mail",
        "Please excuse my brevity.",
        "Sent from my iPhone\nand nobody answers",
        "Von meinem Mann gesendet",
    ] {
        let text = format!("It never came.\n\n{own}");
        assert_eq!(kept(&text).0, text);
    }
}
