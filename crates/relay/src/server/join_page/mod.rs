//! Where the link of an invitation leads: a fixed page that opens the program or gives the text to paste. What follows `#` in
//! the link is not part of any request, and the page's script may call nobody.

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use gangway_domain::Language;
use gangway_locales::{accepted, join_page};

const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("join.js");
/// The script of this relay and nothing else: no call, no frame, no form.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The page, in the language that the browser likes best.
pub(super) async fn page(headers: HeaderMap) -> Response {
    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = accepted(wished.unwrap_or_default());
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_LANGUAGE, language.locale()),
        (header::VARY, "Accept-Language"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, in_language(language)).into_response()
}

/// What fills the link in.
pub(super) async fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, SCRIPT).into_response()
}

fn in_language(language: Language) -> String {
    let words = [
        ("{lang}", language.locale()),
        ("{title}", join_page::title(language)),
        ("{text}", join_page::text(language)),
        ("{incomplete}", join_page::incomplete(language)),
        ("{open}", join_page::open(language)),
        ("{paste}", join_page::paste(language)),
        ("{paste_text}", join_page::paste_text(language)),
        ("{copy}", join_page::copy(language)),
        ("{copied}", join_page::copied(language)),
        ("{private}", join_page::private(language)),
    ];
    words.iter().fold(PAGE.to_owned(), |page, (place, word)| page.replace(place, word))
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, in_language};
    use gangway_domain::Language;

    #[test]
    fn every_language_fills_every_place() {
        for language in Language::ALL {
            let page = in_language(language);
            let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap();
            assert!(!page.replace(style, "").contains(['{', '}']), "{language:?}: {page}");
            assert!(page.contains(&format!("<html lang=\"{}\">", language.locale())));
        }
    }

    #[test]
    fn the_script_calls_nobody() {
        for call in ["fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource", "import", ".src", "http"] {
            assert!(!SCRIPT.contains(call), "{call}");
        }
    }
}
