//! What a merchant reads. Fixed pages without a script, in the browser's language; nothing of the request is in them.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use gangway_domain::Language;
use gangway_locales::{accepted, merchant_page as said};

const PAGE: &str = include_str!("page.html");

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The merchant may go on.
    Begin,
    /// Nobody of the team could finish it now.
    Later,
    /// The relay cannot do its work now.
    Away,
    /// The link ran out, or was taken back.
    Over,
    /// There is no such link.
    Unknown,
    /// Too many wrong guesses came from there.
    Waits,
    /// Somebody signed in by it.
    Finished,
    /// The merchant came back, and nobody said yet what became of it.
    Arrived,
    /// The merchant is in.
    Done,
    /// The merchant said no.
    Denied,
    /// It did not work.
    Failed,
    /// Somebody else than expected signed in.
    SomebodyElse,
    /// Another answer came first.
    Used,
    /// No answer of any link.
    NotOurs,
}

/// A page, and what is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) kind: Kind,
    /// How the team is called; nothing where the link is not known.
    pub(super) team: String,
    /// Where the button leads: the host of the provider's login.
    pub(super) host: String,
    /// Of a merchant whose browser wants none that there is.
    pub(super) language: Option<Language>,
}

impl Kind {
    /// For whoever has no link.
    pub(super) const fn alone(self) -> Page {
        Page { kind: self, team: String::new(), host: String::new(), language: None }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Begin | Self::Arrived | Self::Done | Self::Denied | Self::Failed | Self::SomebodyElse => {
                StatusCode::OK
            }
            Self::Later | Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Over | Self::Finished | Self::Used => StatusCode::GONE,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Waits => StatusCode::TOO_MANY_REQUESTS,
            Self::NotOurs => StatusCode::BAD_REQUEST,
        }
    }

    /// Seconds after which the same may come to something else.
    const fn retry_after(self) -> Option<&'static str> {
        match self {
            Self::Later => Some("120"),
            Self::Away => Some("5"),
            Self::Waits => Some("60"),
            Self::Begin
            | Self::Over
            | Self::Unknown
            | Self::Finished
            | Self::Arrived
            | Self::Done
            | Self::Denied
            | Self::Failed
            | Self::SomebodyElse
            | Self::Used
            | Self::NotOurs => None,
        }
    }

    const fn heading(self, language: Language) -> &'static str {
        match self {
            Self::Begin => said::title(language),
            Self::Later | Self::Away => said::later(language),
            Self::Over => said::over(language),
            Self::Unknown => said::unknown(language),
            Self::Waits => said::waits(language),
            Self::Finished => said::finished(language),
            Self::Arrived => said::arrived(language),
            Self::Done => said::done(language),
            Self::Denied => said::denied(language),
            Self::Failed => said::failed(language),
            Self::SomebodyElse => said::somebody_else(language),
            Self::Used => said::used(language),
            Self::NotOurs => said::not_ours(language),
        }
    }

    /// `team` is escaped already.
    fn text(self, language: Language, team: &str) -> String {
        match self {
            Self::Begin => said::asked(language, team),
            Self::Later => said::later_text(language, team),
            Self::Away => said::later_relay(language).to_owned(),
            Self::Over => said::over_text(language, team),
            Self::Unknown => said::unknown_text(language).to_owned(),
            Self::Waits => said::waits_text(language).to_owned(),
            Self::Finished => said::finished_text(language, team),
            Self::Arrived => said::arrived_text(language, team),
            Self::Done => said::done_text(language, team),
            Self::Denied => said::denied_text(language).to_owned(),
            Self::Failed => said::failed_text(language, team),
            Self::SomebodyElse => said::somebody_else_text(language, team),
            Self::Used => said::used_text(language, team),
            Self::NotOurs => said::not_ours_text(language).to_owned(),
        }
    }
}

impl Page {
    pub(super) fn answer(&self, headers: &HeaderMap) -> Response {
        let language = wanted(headers, self.language);
        let mut response = (self.kind.status(), self.in_language(language)).into_response();
        let answered = response.headers_mut();
        protect(answered);
        for (name, value) in [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_LANGUAGE, language.locale()),
            (header::VARY, "Accept-Language"),
        ] {
            answered.insert(name, HeaderValue::from_static(value));
        }
        if let Some(seconds) = self.kind.retry_after() {
            answered.insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        if let Ok(policy) = HeaderValue::try_from(self.policy()) {
            answered.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    /// Browsers look at where a form's answer leads as well.
    fn policy(&self) -> String {
        let form = match self.kind {
            Kind::Begin => format!("'self' https://{0} http://{0}", self.host),
            Kind::Later
            | Kind::Away
            | Kind::Over
            | Kind::Unknown
            | Kind::Waits
            | Kind::Finished
            | Kind::Arrived
            | Kind::Done
            | Kind::Denied
            | Kind::Failed
            | Kind::SomebodyElse
            | Kind::Used
            | Kind::NotOurs => "'none'".to_owned(),
        };
        format!(
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action {form}; frame-ancestors 'none'"
        )
    }

    fn in_language(&self, language: Language) -> String {
        let (team, host) = (escaped(&self.team), escaped(&self.host));
        let text = self.kind.text(language, &team);
        let mut rest = format!("<p>{text}</p>");
        if self.kind == Kind::Begin {
            let (where_to, go, unexpected) =
                (said::leads(language, &host, &team), said::go(language), said::unexpected(language));
            rest = format!(
                "{rest}\n<p>{where_to}</p>\n<form method=\"post\"><button type=\"submit\">{go}</button></form>\n\
                 <p><small>{unexpected}</small></p>"
            );
        }
        // What is filled in is not looked at again.
        let mut page = String::new();
        let mut parts = PAGE.split('{');
        page.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let filled = [
                ("lang}", language.locale()),
                ("heading}", self.kind.heading(language)),
                ("team}", team.as_str()),
                ("rest}", rest.as_str()),
            ];
            let found = filled.iter().find_map(|(name, value)| Some((*value, part.strip_prefix(*name)?)));
            match found {
                Some((value, after)) => page.extend([value, after]),
                None => page.extend(["{", part]),
            }
        }
        page
    }
}

/// Nobody keeps it, and nobody is told where it came from.
pub(super) fn protect(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// The browser's language; the link's where the browser wants none that there is.
fn wanted(headers: &HeaderMap, fallback: Option<Language>) -> Language {
    let ranges = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match fallback {
        Some(language) => accepted(&format!("{ranges}, {};q=0.0001", language.locale())),
        None => accepted(ranges),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{Kind, Page, wanted};
    use axum::http::{HeaderMap, HeaderValue, header};
    use gangway_domain::Language;

    const KINDS: [Kind; 14] = [
        Kind::Begin,
        Kind::Later,
        Kind::Away,
        Kind::Over,
        Kind::Unknown,
        Kind::Waits,
        Kind::Finished,
        Kind::Arrived,
        Kind::Done,
        Kind::Denied,
        Kind::Failed,
        Kind::SomebodyElse,
        Kind::Used,
        Kind::NotOurs,
    ];

    #[test]
    fn every_page_in_every_language_is_whole_and_leads_nowhere() {
        for kind in KINDS {
            for language in Language::ALL {
                let host = "login.example".to_owned();
                let page = Page { kind, team: "A&B <script>\" {rest}".into(), host, language: None };
                let html = page.in_language(language);
                assert!(html.contains(&format!("<html lang=\"{}\">", language.locale())), "{html}");
                assert!(!html.contains("{lang}") && !html.contains("{heading}") && !html.contains("{team}"), "{html}");
                for forbidden in ["<script", "href", "src=", "action=", "http-equiv", "onclick"] {
                    assert!(!html.contains(forbidden), "{kind:?} {forbidden}: {html}");
                }
                assert_eq!(html.contains("<form method=\"post\">"), kind == Kind::Begin);
                let answer = page.answer(&HeaderMap::new());
                let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
                assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
                assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
            }
        }
    }

    #[test]
    fn the_links_language_is_for_browsers_that_want_another() {
        let check = |accept: &str, expected: Language| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(accept).unwrap());
            assert_eq!(wanted(&headers, Some(Language::Pt)), expected, "{accept}");
        };
        check("de-CH, en;q=0.3", Language::De);
        check("fr, ja;q=0.5", Language::Pt);
        check("", Language::Pt);
    }
}
