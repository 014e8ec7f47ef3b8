//! Words by which people ask for a call or a message, in the languages of customers, as they are used in requests
//! ("proszę dzwonić", "ligue para", "soita numeroon"), with and without their accents: small letters, in the order of
//! their bytes. Put together from each language's forms of call, ring, text, dial, contact and reach.

use super::word_set::WordSet;

/// Words that ask for a call or a message, whatever stands between them and the number.
#[rustfmt::skip]
pub(super) static VERBS: WordSet = WordSet::new(&[
    "alo", "angerufen", "anklingeln", "anruf", "anrufbar", "anrufe", "anrufen", "anzurufen", "apel",
    "apelati", "apelaţi", "apelați", "apeleaza", "apelează", "appelait", "appeler", "appelez", "appelle",
    "appelles", "appelons", "appelé", "appen", "aramak", "arasin", "arasın", "arasınlar", "arayabilir",
    "arayabilirsin", "arayabilirsiniz", "arayin", "arayiniz", "arayın", "arayınız", "bel", "belde", "bellen",
    "bellend", "belt", "bereikbaar", "bereiken", "brnkni", "brnkněte", "call", "callback", "called",
    "calling", "calls", "chamar", "chame", "chamem", "chiama", "chiamaci", "chiamami", "chiamando",
    "chiamarci", "chiamare", "chiamarla", "chiamarlo", "chiamarmi", "chiamate", "chiamateci", "chiamatemi",
    "chiamato", "chiami", "chiamo", "composer", "composez", "comunicarse", "comunicate", "comuniquese",
    "comunícate", "comuníquense", "comuníquese", "contact", "contactame", "contactar", "contactarme",
    "contactarnos", "contactati", "contactaţi", "contactați", "contacte", "contacteaza", "contactează",
    "contacted", "contacteer", "contactem", "contacteme", "contactenme", "contacter", "contacteren",
    "contactez", "contacting", "contactons", "contactos", "contacts", "contatar", "contate", "contatem",
    "contato", "contattami", "contattarci", "contattare", "contattarmi", "contattate", "contattateci",
    "contattatemi", "contatto", "contáctame", "contáctanos", "contácteme", "contáctenme", "csörögj",
    "csörögjenek", "csörögjön", "devuélvame", "dial", "dialed", "dialing", "dialled", "dialling", "dials",
    "dihubungi", "discar", "disque", "ditelepon", "durchrufen", "dzwon", "dzwoncie", "dzwoni", "dzwonic",
    "dzwonić", "dzwoniłam", "dzwoniłem", "dzwoń", "dzwońcie", "elérhető", "erreichbar", "escribame",
    "escribanme", "escribeme", "escribirme", "escríbame", "escríbanme", "escríbeme", "felhívni", "gebeld",
    "gọi", "helista", "helistage", "hivj", "hivjanak", "hivjatok", "hivjon", "hotline", "hubungi",
    "hubungin", "hívhat", "hívhatnak", "hívható", "hívj", "hívjanak", "hívjatok", "hívjon", "hívjál",
    "hívni", "hệ", "imessage", "joignable", "joignez", "joindre", "karo", "kijiye", "kontak", "kontakt",
    "kontakta", "kontakte", "kontakter", "kontaktiere", "kontaktieren", "kontaktiert", "kontaktovat",
    "kontaktovať", "kontaktować", "kontaktu", "kontaktujte", "ligando", "ligar", "ligaram", "ligarem",
    "ligue", "liguei", "liguem", "ligues", "llama", "llamad", "llamadme", "llamadnos", "llamado", "llamame",
    "llamando", "llamanos", "llamar", "llamarme", "llamarnos", "llame", "llameme", "llamen", "llamenme",
    "llamenos", "llamo", "llámame", "llámanos", "llámeme", "llámenme", "llámennos", "llámenos",
    "localizarme", "mandami", "marcando", "marcar", "marque", "menelepon", "menghubungi", "messa", "message",
    "messaged", "messaggiami", "messaggiatemi", "msg", "nazovi", "nazovite", "nazvati", "nhắn", "nomerku",
    "nomorku", "oddzwonic", "oddzwonienie", "oddzwonić", "oddzwoń", "oddzwońcie", "opbellen", "opgebeld",
    "ozvi", "ozvite", "ozvěte", "panggil", "paskambink", "paskambinkit", "paskambinkite", "phone", "phoned",
    "phones", "phoning", "piezvaniet", "pokličete", "pokliči", "pokličite", "pozovi", "pozovite",
    "przedzwoń", "raggiungermi", "rang", "rappeler", "rappelez", "rappelle", "rappelé", "reperibile",
    "retornar", "retorne", "retornem", "richiama", "richiamami", "richiamare", "richiamarmi", "richiamate",
    "richiamateci", "richiamatemi", "richiami", "ring", "ringa", "ringde", "ringe", "ringer", "ringing",
    "rings", "ringt", "ringte", "rintracciabile", "rueckruf", "ruf", "rufe", "rufen", "rufst", "ruft",
    "rückruf", "rückrufe", "scrivermi", "scrivetemi", "scrivimi", "skambinkite", "skontaktować",
    "skontaktuj", "sms", "smsa", "smsen", "soita", "soitelkaa", "soiton", "soittaa", "soittaisi",
    "soittaisitko", "soittaisitteko", "soittakaa", "soitto", "suna", "sunati", "sunaţi", "sunați", "sună",
    "tavoitat", "tavoitatte", "tavoitettavissa", "tavoittaa", "tavoittaisi", "tawagan", "tekstaa",
    "tekstari", "telefona", "telefonami", "telefonar", "telefonare", "telefonarmi", "telefonate",
    "telefonatemi", "telefonati", "telefonaţi", "telefonați", "telefone", "telefonear", "telefoneen",
    "telefonei", "telefonem", "telefonera", "telefonere", "telefoneren", "telefoni", "telefoniczne",
    "telefonicznie", "telefoniczny", "telefonieren", "telefonisch", "telefonować", "telefonálj",
    "telefonáljanak", "telefonáljon", "telefonéenme", "telephone", "telephoned", "telephoner", "telepon",
    "teleponlah", "telfon", "telpon", "telponin", "terugbellen", "teruggebeld", "text", "texted", "textez",
    "texting", "texto", "texts", "truca", "trucar", "truqueu", "truqui", "tumawag", "txt", "téléphoner",
    "téléphonez", "ubicarme", "ulasabilirsiniz", "ulasin", "ulaşabilir", "ulaşabilirsiniz", "ulaşılabilir",
    "ulaşın", "ulaşınız", "visszahívni", "visszahívást", "volaj", "volajte", "volat", "volej", "volejte",
    "whats", "whatsapp", "whatsapped", "wähle", "wählen", "yhteyttä", "zadzwon", "zadzwoncie", "zadzwonic",
    "zadzwonić", "zadzwoń", "zadzwońcie", "zap", "zapzap", "zatelefonujte", "zavolaj", "zavolajte",
    "zavolat", "zavolať", "zavolej", "zavolejte", "zovi", "zovite", "zurueckrufen", "zurückgerufen",
    "zurückrufen", "zurückzurufen", "zvaniet", "επικοινωνήσετε", "επικοινωνήστε", "επικοινωνία",
    "επικοινωνίας", "επικοινωνηστε", "κάλεσε", "καλέσετε", "καλέστε", "καλεσε", "καλεστε", "κλήση", "πάρτε",
    "παρτε", "τηλεφωνήσετε", "τηλεφωνήστε", "τηλεφωνηστε", "τηλεφώνησε", "дзвони", "дзвонити", "дзвоніть",
    "зателефонувати", "зателефонуй", "зателефонуйте", "звʼяжіться", "звʼязку", "звони", "звоните", "звонить",
    "звонка", "звонков", "звонок", "звъннете", "звяжіться", "звязку", "зовите", "набери", "наберите",
    "наберіть", "набрать", "обадете", "обади", "передзвони", "передзвонити", "передзвонить", "передзвоніть",
    "перезвони", "перезвоните", "перезвонить", "перетелефонуйте", "подзвони", "подзвонити", "подзвоніть",
    "позвони", "позвонил", "позвоните", "позвонить", "позвънете", "позовите", "свяжитесь", "связаться",
    "связи", "связь", "скамбинкит", "смс", "телефонувати", "телефонуй", "телефонуйте", "яжіться", "התקשר",
    "התקשרו", "התקשרי", "חייג", "חייגו", "להתקשר", "לחייג", "סמסו", "צלצל", "צלצלו", "צרו", "תצלצלו",
    "תתקשר", "תתקשרו", "أتصل", "إتصل", "إتصلوا", "اتصل", "اتصلو", "اتصلوا", "الاتصال", "التواصل", "تماس",
    "تواصل", "تواصلوا", "دق", "دقوا", "راسلني", "راسلوني", "رقمنا", "رقمي", "كلمني", "كلمونا", "كلموني",
    "للاتصال", "للتواصل", "هاتفني", "هاتفوني", "एसएमएस", "काल", "कॉल", "फ़ोन", "फोन", "व्हाट्सएप",
    "व्हाट्सऐप", "संपर्क", "सम्पर्क",
]);

/// Words that do so where it is said whom to reach.
#[rustfmt::skip]
pub(super) static TOWARDS: WordSet = WordSet::new(&[
    "app", "ara", "bereik", "busca", "catch", "chama", "chat", "elér", "envie", "envoie", "envoyez", "envía",
    "envíe", "erreichen", "erreichst", "erreicht", "escriba", "escriban", "escribe", "fala", "fale", "fange",
    "fat", "find", "få", "fånga", "get", "hit", "hold", "hubung", "javi", "javite", "keres", "keressen",
    "keressenek", "keressetek", "kirim", "kirjoita", "laita", "liga", "ligam", "liên", "manda", "mandate",
    "mande", "melde", "melden", "meldet", "mesaj", "napisz", "napiszcie", "napiš", "napište", "napíšte", "nå",
    "nås", "pisać", "pisz", "pište", "reach", "reached", "schreib", "schreiben", "schreibt", "schrijf",
    "scrie", "scrieti", "scrieți", "scriva", "scrivete", "scrivi", "send", "skriv", "skriva", "stuur", "sök",
    "treffes", "trimite", "trova", "trovate", "try", "træffes", "tìm", "viestiä", "write", "wyślij", "yaz",
    "yazın", "écrire", "écris", "écrivez", "érjen", "érjenek", "írjanak", "írjon", "βρείτε", "γράψτε", "πάρε",
    "παρε", "στείλε", "στείλτε", "напиши", "напишите", "напишіть", "пишете", "пиши", "пишите", "пишіть",
    "כתבו", "צור", "צרו", "שלח", "שלחו", "أرسل", "ابعت", "ارسل", "صور",
]);

/// Whom to reach.
#[rustfmt::skip]
pub(super) static PRONOUNS: WordSet = WordSet::new(&[
    "aku", "bana", "beni", "bize", "bizi", "chúng", "ci", "em", "engem", "her", "him", "hume", "ihm", "ihn",
    "ihnen", "kami", "lui", "ma", "me", "meg", "meille", "meitä", "mene", "mi", "mich", "mig", "mij",
    "minket", "minua", "minulle", "minut", "mir", "mne", "mnie", "mną", "mně", "moi", "mujhe", "mujhse",
    "mình", "mí", "mă", "mě", "nama", "nami", "nas", "ne", "nekem", "nekünk", "nos", "nous", "nám", "ons",
    "oss", "saya", "them", "tôi", "uns", "us", "εμένα", "μας", "με", "μου", "ме", "мене", "меня", "мені",
    "ми", "мне", "мной", "нам", "нами", "אותי", "איתי", "אלי", "אליי", "אלינו", "לי", "לנו", "بنا", "بي",
    "علي", "عليا", "عليّ", "لي", "معنا", "معي", "ني", "मुझसे", "मुझे", "हमें", "나에게", "저에게", "제게",
]);

/// Words for a number.
#[rustfmt::skip]
pub(super) static NOUNS: WordSet = WordSet::new(&[
    "broj", "cislo", "contact", "digits", "nbr", "no", "nomer", "nomor", "nr", "nro", "num", "numar",
    "numara", "numaralı", "numarası", "numarayı", "numarul", "numarului", "number", "numbers", "numer",
    "numerem", "numero", "numeroon", "numeros", "numerossa", "numerosta", "numeru", "numery", "nummer",
    "nummeret", "nummern", "nummret", "numret", "numéro", "numéros", "număr", "numărul", "numărului", "nº",
    "núm", "número", "números", "rufnummer", "stevilka", "szama", "szám", "száma", "számot", "số", "čísle",
    "číslem", "číslo", "číslom", "číslu", "številka", "αριθμο", "αριθμος", "αριθμού", "αριθμό", "αριθμός",
    "νουμερο", "νούμερο", "νούμερό", "број", "номер", "номера", "номером", "номеру", "номерът", "במספר",
    "המספר", "למספר", "מספר", "الرقم", "رقم", "نمبر", "नंबर", "नम्बर", "번호",
]);

/// Whose number it is.
#[rustfmt::skip]
pub(super) static OWNERS: WordSet = WordSet::new(&[
    "aku", "anh", "benim", "bizim", "cháu", "chị", "con", "em", "enyém", "hamara", "her", "his", "kami", "ku",
    "ma", "mea", "meidän", "mein", "meine", "meinem", "meinen", "meiner", "mera", "mere", "meri", "meu", "mi",
    "mia", "mijn", "min", "minha", "minun", "mio", "mis", "mit", "mitt", "moim", "moj", "moja", "moje",
    "mojego", "mojemu", "mojom", "mon", "my", "mého", "mém", "mình", "mój", "môj", "mým", "můj", "nasz",
    "nasze", "naszym", "naš", "naše", "nos", "nossa", "nosso", "nostra", "nostro", "nostru", "notre",
    "nuestra", "nuestro", "ons", "onze", "our", "saya", "son", "su", "suo", "their", "tôi", "unser", "unsere",
    "unseren", "unserer", "vores", "vort", "vår", "vårat", "vårt", "én", "μας", "μου", "ми", "мого", "моего",
    "моем", "моему", "мой", "моя", "моём", "моєму", "моїм", "мојот", "мій", "наш", "нашему", "ни", "שלי",
    "שלנו", "شرفي", "मेरा", "मेरी", "मेरे", "हमारा", "나의", "내", "우리", "저의", "저희", "제",
]);

/// Words for a number that say themselves that it is mine; a word before them may say of what.
#[rustfmt::skip]
pub(super) static OWNED: WordSet = WordSet::new(&[
    "numaram", "numaramdan", "numaramiz", "numaramı", "numaramız", "numeromme", "numeroni", "numerooni",
    "numerostani", "szamom", "számom", "számomat", "számomon", "számomra", "számunk",
]);

/// Words that may stand between those and the number.
#[rustfmt::skip]
pub(super) static LINKS: WordSet = WordSet::new(&[
    "a", "acest", "acesta", "adalah", "again", "ako", "aktuelle", "al", "alebo", "alla", "allo", "an", "any",
    "anytime", "ao", "are", "asap", "at", "atau", "au", "auch", "auf", "aux", "az", "back", "bardzo", "baru",
    "bereiken", "berikut", "best", "bin", "bisa", "bitte", "broj", "bu", "by", "can", "ce", "cel", "cell",
    "celular", "cep", "cet", "cho", "contacte", "contacto", "correct", "cortesia", "current", "của", "das",
    "day", "de", "dem", "den", "denna", "der", "det", "detta", "dette", "deze", "di", "die", "diese",
    "diesem", "dieser", "direct", "directement", "directly", "directo", "direkt", "dit", "do", "doch",
    "dong", "du", "e", "ed", "een", "einfach", "either", "el", "eller", "em", "en", "er", "era", "es", "ese",
    "esse", "est", "este", "even", "ez", "ezen", "favor", "favore", "feel", "fel", "folgende", "folgenden",
    "folgender", "following", "free", "gentileza", "geri", "gerne", "gerust", "giúp", "gjerne", "graag",
    "grazie", "gärna", "ha", "hai", "hain", "handy", "here", "het", "hold", "home", "hp", "hyvä", "if",
    "ihr", "il", "inapoi", "ini", "is", "ist", "itt", "je", "jederzeit", "jest", "kan", "kar", "kare",
    "karen", "kariye", "karna", "karo", "ke", "kijiye", "komórkowy", "kunt", "kérem", "kérjük", "következő",
    "la", "lang", "lautet", "le", "les", "lewat", "lo", "local", "lutfen", "là", "lòng", "lütfen", "lại",
    "m", "mal", "man", "meile", "melalui", "meu", "mi", "mobiele", "mobil", "mobile", "mohon", "molim",
    "mulle", "mums", "már", "móvil", "mới", "na", "naar", "nasledující", "naya", "nebo", "need", "nesse",
    "neste", "neue", "neuen", "new", "nhé", "nieuwe", "niyo", "no", "nou", "nouveau", "novi", "novo", "nové",
    "now", "nowy", "nr", "nuevo", "numaradan", "numaraya", "numerem", "numeroon", "numerossa", "numerosta",
    "nummer", "numret", "numéro", "nuovo", "ny", "nya", "nye", "nyo", "nyt", "này", "o", "oder", "of", "ole",
    "on", "onder", "op", "or", "other", "ova", "ovaj", "over", "own", "pada", "par", "para", "pe", "pelo",
    "per", "perso", "personal", "personale", "plait", "plaît", "please", "pls", "plz", "po", "pod", "por",
    "portable", "pra", "presso", "privat", "private", "privato", "pro", "prosim", "prosze", "proszę",
    "prosím", "prywatny", "puh", "pure", "på", "qua", "questo", "rog", "sa", "sau", "se", "seguente",
    "seguinte", "sempre", "si", "sich", "sie", "siguiente", "silakan", "się", "snarast", "soit", "su",
    "suivant", "sul", "sur", "svp", "számon", "tai", "takaisin", "tel", "telefon", "telefonní",
    "telefonszámon", "telefonu", "telefónico", "telefónne", "ten", "terug", "that", "the", "theo", "these",
    "this", "thoại", "through", "til", "tilbage", "tilbake", "till", "tillbaka", "time", "tlf", "to",
    "today", "tolong", "tomorrow", "tomto", "toto", "trên", "tähän", "tästä", "tới", "u", "unter", "unterer",
    "up", "uprzejmie", "urgente", "using", "uusi", "v", "va", "vagy", "vaikka", "venligst", "vennligst",
    "via", "vissza", "volgende", "vous", "vui", "vào", "vänligen", "vă", "với", "want", "whatsapp", "with",
    "work", "wäre", "xin", "ya", "yang", "ye", "yeh", "yeni", "you", "ystävällisesti", "ze", "zurück", "à",
    "är", "è", "é", "înapoi", "új", "über", "điện", "đến", "şu", "şudur", "είναι", "κινητο", "κινητό", "νέο",
    "ξανά", "ο", "πίσω", "παρακαλω", "παρακαλώ", "στα", "στο", "στον", "τηλέφωνο", "το", "τον", "του", "або",
    "будь", "вот", "для", "е", "з", "за", "зі", "и", "или", "контактний", "контактный", "ласка", "личный",
    "ми", "мобильного", "мобильный", "мобільний", "на", "новий", "новый", "ось", "по", "пожалуйста",
    "прямой", "с", "се", "со", "такой", "телефон", "телефона", "телефоном", "телефону", "този", "це", "цей",
    "цим", "это", "этом", "этому", "этот", "או", "ב", "בבקשה", "בחזרה", "הבא", "הוא", "הזה", "החדש", "זה",
    "חדש", "ל", "על", "קשר", "أو", "إلى", "الآتي", "التالي", "الجوال", "الرجاء", "الى", "او", "با", "بگیر",
    "بگیرید", "بگیرین", "رجاء", "شماره", "عبر", "على", "فضلك", "فضلكم", "من", "هذا", "هو", "इस", "करिए",
    "करे", "करें", "करो", "का", "की", "कीजिए", "कीजिये", "कृपया", "को", "नया", "पर", "मोबाइल", "यह", "ये",
    "से", "है", "हैं", "ở", "在", "是", "請", "请", "는", "로", "바랍니다", "부탁드립니다", "부탁해요", "으로", "은", "이", "주세요",
    "주십시오", "줘", "해", "해주세요",
]);

/// Beginnings of what follows a number, where it is the words behind that ask.
#[rustfmt::skip]
pub(super) const BEHIND: &[&str] = &[
    "is my number", "is my phone", "is my cell", "is my mobile", "is my contact", "is the number to call",
    "is the best number", "my number", "es mi número", "es mi numero", "es mi teléfono", "es mi telefono",
    "es mi celular", "es mi móvil", "è il mio numero", "e' il mio numero", "è il mio cellulare",
    "é o meu número", "é meu número", "é o meu numero", "é meu numero", "é o meu telefone", "est mon numéro",
    "est mon numero", "c'est mon numéro", "ist meine nummer", "ist meine handynummer",
    "ist meine telefonnummer", "erreichbar", "zu erreichen", "erreichen", "anrufen", "zurückrufen",
    "telefonisch erreichbar", "is mijn nummer", "bellen", "bereikbaar", "te bereiken", "to mój numer",
    "это мой номер", "мой номер", "це мій номер", "je moje číslo", "är mitt nummer", "er mit nummer",
    "er nummeret mitt", "on numeroni", "este numărul meu", "a számom", "számon", "telefonszámon",
    "numaralı telefon", "numaralı telefondan", "numaralı hat", "numaralı cep", "numaradan", "numaramdan",
    "numarasından", "nolu telefon", "nolu telefondan", "benim numaram", "είναι ο αριθμός μου", "هذا رقمي",
    "هو رقمي", "זה המספר שלי", "là số của tôi", "là số điện thoại", "nomor saya", "पर कॉल", "पर फोन",
    "पर फ़ोन", "पर संपर्क", "पर सम्पर्क", "पर व्हाट्सएप", "मेरा नंबर", "par call", "pe call", "par phone",
    "pe phone", "par contact", "pe contact", "par whatsapp", "pe whatsapp", "に電話", "まで電話", "へ電話",
    "にお電話", "までお電話", "に連絡", "まで連絡", "にご連絡", "までご連絡", "로 전화", "로 연락", "로 문자",
    "으로 전화", "으로 연락", "으로 문자", "번으로 전화", "번으로 연락", "联系我", "打给我", "給我電話",
];
