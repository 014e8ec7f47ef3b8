//! The traps of older mails in the HTML of a mail: how mail programs mark them, and what only looks like one.

use outcry::domain::network::Network::Email;

use super::read;

/// The words of a mail of this HTML, without its subject.
fn words(html: &str) -> String {
    let mail = format!(
        "Message-ID: <1@quay.example>\nFrom: kai@moss.example\nContent-Type: text/html; charset=utf-8\n\n{html}\n"
    );
    let reading = read(Email, &mail);
    let text = reading.events.first().and_then(|read| read.event().text.clone());
    text.map(|text| text.plain).unwrap_or_default()
}

/// Older mails as programs put them below the customer's words.
const PROGRAMS: [(&str, &str); 27] = [
    (
        "Outlook on the web",
        "<div id=appendonsend></div><hr><div id=divRplyFwdMsg><b>From:</b> A</div><div>OLD</div>",
    ),
    (
        "the same, forwarded on",
        "<hr><div id=x_x_divRplyFwdMsg><b>From:</b> A</div><div>OLD</div>",
    ),
    (
        "Outlook on the web, before",
        "<div id=divRpF817263><hr><b>Von:</b> A</div><div>OLD</div>",
    ),
    (
        "Outlook",
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><b>Xx:</b> A</div>OLD",
    ),
    (
        "Outlook 2010",
        "<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'>A</div>OLD",
    ),
    (
        "Outlook, lines",
        "<p><b>Da:</b> A &lt;a@quay.example&gt;<br><b>Inviato:</b> 2 marzo<br><b>A:</b> Kai</p>OLD",
    ),
    (
        "Outlook, one line",
        "<div><b>Von:</b> A &lt;a@quay.example&gt; <b>Gesendet:</b> Montag <b>An:</b> Kai</div>OLD",
    ),
    (
        "Outlook for iOS",
        "<div id=mail-editor-reference-message-container><hr>OLD</div>",
    ),
    ("Hotmail", "<hr id=stopSpelling>Date: Monday<br>OLD"),
    (
        "Gmail",
        "<div class=gmail_quote><div class=gmail_attr>OLD</div><blockquote>OLD</blockquote></div>",
    ),
    ("Gmail in Outlook", "<div class=x_gmail_quote>OLD</div>"),
    (
        "Yahoo",
        "<div id=ydp17yahoo_quoted class=ydp17yahoo_quoted>OLD</div>",
    ),
    ("AOL", "<div>-----Original Message-----<br>From: A<br>OLD</div>"),
    (
        "Apple Mail",
        "<div>On 2 Mar 2026, at 09:30, A &lt;a@quay.example&gt; wrote:</div><blockquote type=cite>OLD</blockquote>",
    ),
    (
        "Thunderbird",
        "<div class=moz-cite-prefix>OLD A wrote:</div><blockquote type=cite>OLD</blockquote>",
    ),
    (
        "Proton",
        "<div class=protonmail_quote>OLD A wrote:<blockquote type=cite>OLD</blockquote></div>",
    ),
    (
        "Roundcube",
        "<p id=reply-intro>OLD A wrote:</p><blockquote type=cite>OLD</blockquote>",
    ),
    (
        "Zimbra",
        "<hr id=zwchr data-marker=__DIVIDER__><div><b>De: </b>A</div>OLD",
    ),
    (
        "GMX",
        "<div name=quote><div><b>Gesendet:</b> Montag</div><div name=quoted-content>OLD</div></div>",
    ),
    (
        "Yandex",
        "<div>02.03.2026, 09:30, \"A\" &lt;a@quay.example&gt;:</div><blockquote>OLD</blockquote>",
    ),
    (
        "Mail.ru",
        "<blockquote>Понедельник, 2 марта 2026, 9:30 +03:00 от A &lt;a@quay.example&gt;:<br>OLD</blockquote>",
    ),
    (
        "QQ",
        "<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>发件人: A</div>OLD",
    ),
    (
        "NetEase",
        "<p>在 2026-03-02 09:30:00，\"A\" &lt;a@quay.example&gt; 写道：</p><blockquote id=isReplyContent>OLD</blockquote>",
    ),
    (
        "Zoho",
        "<div class=zmail_extra>---- On Mon, A wrote ----<blockquote>OLD</blockquote></div>",
    ),
    (
        "Notes",
        "<table><tr><td>Von:</td><td>A/Quay</td></tr><tr><td>An:</td><td>Kai</td></tr><tr><td>Datum:</td>\
        <td>02.03.2026 09:30</td></tr><tr><td>Betreff:</td><td>Rampe</td></tr></table>OLD",
    ),
    (
        "Spark",
        "<div name=messageReplySection>OLD A wrote:<blockquote type=cite>OLD</blockquote></div>",
    ),
    (
        "Samsung",
        "<div>-------- Oorspronkelijk bericht --------</div><div>Van: A</div><div>OLD</div>",
    ),
];

#[test]
fn older_mails_go_however_a_program_marks_them() {
    for (program, older) in PROGRAMS {
        let mail = format!("<html><body><div>It never came.</div><div><br></div>{older}</body></html>");
        assert_eq!(words(&mail), "It never came.", "{program}");
    }
}

#[test]
fn what_stands_below_a_quote_stays() {
    for quote in [
        "<div>On 2 Mar 2026, at 09:30, A &lt;a@quay.example&gt; wrote:</div><blockquote>OLD</blockquote>",
        "<div class=moz-cite-prefix>OLD</div><blockquote type=cite>OLD</blockquote>",
        "<div>Am 2. M&auml;rz 2026 09:30:00 MEZ schrieb Hafen:</div><blockquote style='margin:1ex'>OLD</blockquote>",
        "&gt; OLD<br>&gt; OLD<br>",
        "<br class=gmail_quote>",
    ] {
        assert_eq!(
            words(&format!("{quote}<p>It never came.</p>")),
            "It never came.",
            "{quote}"
        );
    }
}

#[test]
fn quotes_and_lines_of_the_author_stay() {
    for (own, kept) in [
        (
            "<p>Your bill says:</p><blockquote>two seats</blockquote><p>I had one.</p>",
            "Your bill says:\n\ntwo seats\n\nI had one.",
        ),
        (
            "<p>On Monday your driver wrote:</p><blockquote>go away</blockquote>",
            "On Monday your driver wrote:\n\ngo away",
        ),
        ("<p>Late.</p><hr><p>And wet.</p>", "Late.\n\nAnd wet."),
        (
            "<div>Late.</div><div style='border-top:1px solid #e1e1e1;padding:3px'>And wet.</div>",
            "Late.\nAnd wet.",
        ),
    ] {
        assert_eq!(words(own), kept);
    }
}

#[test]
fn a_mail_that_begins_with_an_older_one_passes_it_on() {
    let passed_on = "<div id=divRplyFwdMsg><b>From:</b> A<br><b>Sent:</b> Monday</div><p>Who is right?</p>";
    assert_eq!(words(passed_on), "From: A\nSent: Monday\n\nWho is right?");
    let empty = "<div class=moz-cite-prefix>A wrote:</div><blockquote type=cite>OLD</blockquote>";
    assert_eq!(words(empty), "");
    let only_a_footer = "<div>Sent from my iPhone</div><hr><div id=divRplyFwdMsg>A</div>OLD";
    assert_eq!(words(only_a_footer), "");
}
