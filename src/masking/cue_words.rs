//! The cues themselves, in the languages of customers: small letters, in the order of their bytes.

use super::word_set::WordSet;

/// Words for what has a code: a booking, an order, a ticket, a parcel, a customer.
#[rustfmt::skip]
pub(super) static CODES: WordSet = WordSet::new(&[
    "abonné", "account", "acct", "aktenzeichen", "auftrag", "auftrags", "auftragsnr", "auftragsnummer",
    "bestel", "bestell", "bestelling", "bestellnr", "bestellnummer", "bestellung", "bestelnummer",
    "bestilling", "bestillingsnummer", "beställning", "beställningsnummer", "biglietto", "bilet", "biletu",
    "bilhete", "billet", "billete", "boeking", "boekings", "boekingsnummer", "bokning", "bokningsnr",
    "bokningsnummer", "booking", "bookingno", "bookings", "buchung", "buchungs", "buchungscode",
    "buchungsnr", "buchungsnummer", "case", "caseno", "chamado", "claim", "client", "cliente", "colis",
    "commande", "confirmation", "consignment", "contract", "contrat", "contrato", "contratto", "customer",
    "dossier", "encomenda", "enquiry", "envio", "envío", "expediente", "factura", "facture", "factuur",
    "factuurnummer", "faktur", "faktury", "fallnummer", "fattura", "fatura", "filekey", "incidencia",
    "invoice", "itinerary", "kenmerk", "klant", "klantnummer", "kunden", "kundennr", "kundennummer",
    "kundenummer", "kundnummer", "kvitto", "localizador", "locator", "member", "membership",
    "mitgliedsnummer", "order", "orderno", "ordernummer", "orders", "ordine", "ordre", "ordrenummer",
    "paczki", "paketnummer", "parcel", "pedido", "pedidos", "pemesanan", "pesanan", "pnr", "policy",
    "pratica", "prenotazione", "prenotazioni", "protocolo", "przesylki", "przesyłka", "przesyłki",
    "rastreamento", "rastreio", "rechnung", "rechnungs", "rechnungsnr", "rechnungsnummer", "reclamacion",
    "reclamación", "ref", "reference", "references", "referencia", "referentie", "referenz",
    "referenznummer", "referência", "refs", "reserva", "reservasi", "reservation", "reservations",
    "reservering", "reserveringsnummer", "reservierung", "reservierungscode", "reservierungsnummer", "resi",
    "rezervasyon", "rezerwacja", "rezerwacji", "riferimento", "rma", "référence", "réservation",
    "sagsnummer", "schadensnummer", "segnalazione", "seguimiento", "sendung", "sendungs", "sendungsnr",
    "sendungsnummer", "shipment", "siparis", "sipariş", "spedizione", "suivi", "takip", "ticket",
    "ticketno", "ticketnr", "ticketnummer", "tickets", "tiket", "tracking", "trackingnummer", "vertrag",
    "vertrags", "vertragsnr", "vertragsnummer", "vorgang", "vorgangs", "vorgangsnr", "vorgangsnummer",
    "voucher", "waybill", "zamowienia", "zamowienie", "zamówienia", "zamówienie", "zending", "zgłoszenia",
    "zgłoszenie", "ärende", "ärendenummer", "билет", "билета", "брони", "бронирование", "бронирования",
    "бронь", "договор", "договора", "заказ", "заказа", "замовлення", "обращения", "التذكرة", "الحجز",
    "الطلب", "حجز", "حجزي", "طلب", "طلبي", "आर्डर", "ऑर्डर", "बुकिंग", "予約", "予約番号", "会員番号", "伝票番号", "单号",
    "問い合わせ番号", "單號", "整理番号", "注文", "注文番号", "确认号", "票号", "票號", "訂單", "訂單編號", "訂單號", "订单", "订单号", "订单号码",
    "订单编号", "追跡番号", "預訂號", "预订", "预订号", "송장번호", "예약", "예약번호", "운송장번호", "주문", "주문번호",
]);

/// Words for a telephone.
#[rustfmt::skip]
pub(super) static PHONES: WordSet = WordSet::new(&[
    "callback", "cell", "cellphone", "cellulare", "celular", "contacto", "durchwahl", "fax", "fon", "gsm",
    "handy", "handynr", "handynummer", "hape", "hotline", "hp", "komórka", "komórkowy", "kännykkä",
    "matkapuhelin", "mob", "mobiel", "mobil", "mobile", "mobilnr", "mobilnummer", "mobilnummeret",
    "mobilnumret", "mobilszám", "mobilszámom", "mobiltelefon", "mobiltelefonnummer", "movil", "móvil",
    "phone", "phones", "portable", "puhelin", "puhelinnumero", "puhelinnumeroni", "puhelinnumeroon",
    "recapito", "rufnummer", "rückrufnummer", "sms", "sđt", "tel", "telefon", "telefone", "telefonnr",
    "telefonnummer", "telefonnummeret", "telefonnumret", "telefonní", "telefono", "telefonszám",
    "telefonszámom", "telefonszámon", "telefonszámunk", "telefonu", "telefonul", "telefonum", "telefoon",
    "telefoonnr", "telefoonnummer", "telefónne", "telegram", "telemovel", "telemóvel", "telephone", "telp",
    "teléfono", "tfno", "thoại", "tlf", "tlfnr", "téléphone", "viber", "wa", "whats", "whatsapp", "κινητο",
    "κινητό", "τηλ", "τηλέφωνο", "τηλέφωνό", "τηλεφωνο", "мобильного", "мобильный", "мобільний", "тел",
    "телефон", "телефона", "телефоном", "телефону", "фон", "הטלפון", "הנייד", "טלפון", "נייד", "פלאפון",
    "الجوال", "الهاتف", "تلفون", "تليفون", "جوال", "جوالي", "موبايل", "موبايلي", "هاتف", "هاتفي", "फ़ोन",
    "फोन", "मोबाइल", "お電話", "ご連絡先", "わたしの番号", "ケータイ", "來電", "俺の番号", "僕の番号", "回拨",
    "回撥", "回电", "回電", "我号码", "我电话", "我的号码", "我的號碼", "手机", "手机号", "手机号码",
    "手机是", "手機", "打电话给我", "打給我", "打给我", "拨打", "携帯", "携帯番号", "撥打", "来电", "电话",
    "电话号码", "私の番号", "联系我", "联系方式", "联系电话", "联络我", "聯系我", "聯絡我", "聯絡方式",
    "聯繫我", "聯繫方式", "自分の番号", "致电", "致電", "請打", "請撥", "请打", "请拨", "連絡先", "電話",
    "電話番号", "문자", "문자주세요", "연락", "연락주세요", "연락처", "전화", "전화번호", "전화주세요",
    "카톡", "폰번호", "핸드폰", "핸드폰번호", "휴대전화", "휴대폰",
]);

/// Words for what nobody else may know.
#[rustfmt::skip]
pub(super) static SECRETS: WordSet = WordSet::new(&[
    "access_key", "access_token", "adgangskode", "api_key", "apikey", "auth", "auth_token", "authorization",
    "basic", "bearer", "clave", "client_secret", "contrasena", "contraseña", "credential", "credentials",
    "cvc", "cvv", "haslo", "hasło", "heslo", "id_token", "jelszó", "jwt", "kennwort", "khẩu", "kodeord",
    "losenord", "lösenord", "mdp", "otp", "parola", "parolă", "pass", "passcode", "passe", "passord",
    "passphrase", "passwd", "password", "passwords", "passwort", "pin", "pswd", "puk", "pw", "pwd",
    "refresh_token", "reset_token", "salasana", "sandi", "secret", "secret_key", "senha", "session",
    "session_id", "sessionid", "sid", "sifre", "sig", "signature", "tan", "token", "userpassword",
    "wachtwoord", "şifre", "лозинка", "пароль", "пароля", "السر", "المرور", "पासवर्ड", "パスワード", "密码", "密碼",
    "暗証番号", "認証コード", "驗證碼", "验证码", "비밀번호", "비번", "인증번호",
]);

/// Words that may stand between a cue and its value.
#[rustfmt::skip]
pub(super) static FILLERS: WordSet = WordSet::new(&[
    "adalah", "altes", "api", "are", "code", "codice", "codigo", "current", "código", "das", "de", "del",
    "der", "die", "du", "e", "el", "er", "era", "es", "est", "het", "id", "il", "is", "ist", "jest", "key",
    "kod", "kode", "la", "lautet", "le", "ma", "mein", "meine", "meu", "mi", "mia", "mijn", "minha", "mio",
    "mis", "mit", "mitt", "moje", "mon", "my", "mój", "n", "nbr", "neue", "neues", "new", "no", "nomor",
    "nova", "nowe", "nr", "nro", "nrs", "nueva", "num", "numara", "numaram", "numarasi", "numarası",
    "number", "numer", "numero", "numeru", "nummer", "nums", "numéro", "nya", "núm", "número", "old", "our",
    "ref", "saya", "sicherheits", "sont", "temporary", "the", "war", "was", "yang", "your", "är", "è", "é",
    "мой", "моя", "номер", "номера", "это", "رقم", "رقمي", "هو", "नंबर", "नम्बर", "है",
]);

/// Ends of words that say that a number follows.
pub(super) const NUMBERED: &[&str] = &[
    "number",
    "nummer",
    "numéro",
    "numero",
    "número",
    "numer",
    "numeru",
    "nomor",
    "номер",
    "numarası",
    "numaram",
    "code",
    "codice",
    "código",
    "kode",
    "kod",
    "nr",
    "no",
    "nro",
    "id",
    "ref",
    "رقم",
    "नंबर",
    "号",
    "號",
    "号码",
    "编号",
    "編號",
    "番号",
    "번호",
    "pnr",
];

/// Ends of a word that are not part of the cue, where words are not divided.
pub(super) const TRAILING: &[&str] = &["は", "が", "是", "为", "為", "은", "는", "이"];
