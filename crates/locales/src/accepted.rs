//! Which language a browser wants.

use gangway_domain::Language;

/// Of the languages that a browser names, the one it likes best that there is (RFC 9110 §12.5.4); English if none.
pub fn accepted(ranges: &str) -> Language {
    let mut best: Option<(f32, Language)> = None;
    for range in ranges.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let primary = parts.next().unwrap_or_default().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        let Some(language) = Language::read(&primary).filter(|_| weight > 0.0) else { continue };
        if best.is_none_or(|(before, _)| weight > before) {
            best = Some((weight, language));
        }
    }
    best.map_or(Language::En, |(_, language)| language)
}

#[cfg(test)]
mod tests {
    use gangway_domain::Language;

    #[test]
    fn the_language_a_browser_likes_best() {
        let check = |ranges: &str, expected: Language| assert_eq!(super::accepted(ranges), expected, "{ranges}");
        check("", Language::En);
        check("*", Language::En);
        check("fr-FR,fr;q=0.9", Language::En);
        check("es-CO,es;q=0.9,en;q=0.8", Language::Es);
        check("en;q=0.5, pt-BR", Language::Pt);
        check("fr, de-CH;q=0.7, en;q=0.3", Language::De);
        check("DE", Language::De);
        check("es;q=0, en", Language::En);
        check("en;q=nonsense, de", Language::En);
    }
}
