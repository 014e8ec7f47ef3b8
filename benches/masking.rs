//! How quickly personal values are found: texts without any, with a few signs that look like some, and with
//! values. It measures; it asserts nothing.

use std::hint::black_box;
use std::time::Instant;

use outcry::domain::mask::{MaskField, MaskPolicy};
use outcry::domain::network::Network;
use outcry::masking::Masker;

const ROUNDS: usize = 3;
const TIMES: usize = 200_000;

const TEXTS: [(&str, &str); 6] = [
    (
        "clean, 101 bytes",
        "my train was late again and nobody at the station could tell us anything about when it would come, ok",
    ),
    (
        "clean, many capitals",
        "My Train was late again and Nobody at Foo Station could tell us Anything about when it would come, OK",
    ),
    (
        "clean, Turkish",
        "Sayın yetkili, dün sabahtan beri internet bağlantımız çalışmıyor ve müşteri hizmetlerine ulaşamıyoruz",
    ),
    (
        "clean, Arabic",
        "السلام عليكم، الخدمة لا تعمل منذ الصباح ولا أحد يرد على الهاتف، أرجو المساعدة في أقرب وقت ممكن",
    ),
    (
        "nine numbers, no value",
        "the 10:30 train on 12 May was 45 minutes late, 3rd time in 2024; gate 12, seat 14A, cost 39.90 EUR @brand",
    ),
    (
        "three values",
        "write to me at ada.test@example.com or call +49 151 23456789, my booking number is AB12CD, thank you all",
    ),
];

#[expect(clippy::print_stdout, reason = "its output is its purpose")]
#[expect(clippy::disallowed_methods, reason = "it measures time")]
fn main() {
    let masker = Masker::new(b"bench", MaskPolicy::default());
    for (name, text) in TEXTS {
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            for _ in 0..TIMES {
                black_box(masker.mask(black_box(text), Network::X, MaskField::Text));
            }
            best = best.min(start.elapsed().as_secs_f64() / TIMES as f64);
        }
        let speed = text.len() as f64 / best / 1e6;
        println!(
            "{name}: {} bytes, {:.0} ns, {speed:.0} MB/s",
            text.len(),
            best * 1e9
        );
    }
}
