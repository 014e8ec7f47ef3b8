//! The button that opens a conversation: whoever presses it has said nothing yet.

/// What Messenger writes on it in its own languages.
const TITLES: [&str; 27] = [
    "get started",
    "los geht's",
    "los geht’s",
    "loslegen",
    "démarrer",
    "commencer",
    "empezar",
    "comenzar",
    "inizia",
    "começar",
    "aan de slag",
    "rozpocznij",
    "kom igång",
    "kom i gang",
    "aloita",
    "başla",
    "başlayın",
    "начать",
    "почати",
    "začít",
    "începe",
    "開始する",
    "开始",
    "開始使用",
    "시작하기",
    "bắt đầu",
    "mulai",
];

/// Whether a button is that one, by what is written on it and by what it tells the page.
pub(super) fn opens(title: &str, payload: Option<&str>) -> bool {
    let letters = payload
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric());
    let told: String = letters.flat_map(char::to_lowercase).collect();
    let title = title.trim().to_lowercase();
    told.contains("getstarted") || TITLES.contains(&title.as_str())
}
