//! What a merchant reads in the browser when the sign-in came back here. Fixed pages in the browser's language.

use crate::{Code, Failure, Reason, view::AttemptState};
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use gangway_domain::telling::template::Language;

/// What became of the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// The merchant is in.
    Done,
    /// The merchant said no.
    Denied,
    /// It did not work, and the program says why.
    Failed,
    /// Somebody else signed in than expected: the person at the desk is asked.
    SomebodyElse,
    /// The attempt has ended before.
    Over,
    /// The same answer came before.
    Used,
    /// No answer of any sign-in that was begun here.
    NotOurs,
}

impl Page {
    pub(crate) fn of(state: &AttemptState) -> Self {
        match state {
            AttemptState::Done { .. } => Self::Done,
            AttemptState::Question { .. } => Self::SomebodyElse,
            AttemptState::Failed { failure } if failure.code == Code::Denied => Self::Denied,
            AttemptState::Failed { .. } => Self::Failed,
            AttemptState::Cancelled | AttemptState::Expired => Self::Over,
            AttemptState::Waiting | AttemptState::Exchanging => Self::Used,
        }
    }

    /// An answer that was not taken.
    pub(crate) fn dropped(failure: &Failure) -> Self {
        match (failure.code, failure.reason) {
            (Code::AttemptExpired, _) => Self::Over,
            (Code::AttemptUnknown, Some(Reason::AnswerUsed)) => Self::Used,
            (Code::AttemptUnknown | Code::AddressNotOurs, _) => Self::NotOurs,
            _ => Self::Failed,
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Done | Self::Denied | Self::Failed | Self::SomebodyElse => StatusCode::OK,
            Self::Over | Self::Used => StatusCode::GONE,
            Self::NotOurs => StatusCode::BAD_REQUEST,
        }
    }

    pub(crate) fn answer(self, headers: &HeaderMap) -> Response {
        let language = wanted(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or(""));
        let (heading, text) = self.words(language);
        let page = format!(
            "<!doctype html><html lang={}><meta charset=utf-8><title>Gangway</title><style>body{{font:16px system-ui;\
             margin:20vh auto;max-width:32em;padding:0 1em;color-scheme:light dark}}</style><h1>{heading}</h1><p>{text}</p>",
            tag(language)
        );
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_LANGUAGE, tag(language)),
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        (self.status(), headers, page).into_response()
    }

    const fn words(self, language: Language) -> (&'static str, &'static str) {
        match language {
            Language::En => self.english(),
            Language::Es => self.spanish(),
            Language::Pt => self.portuguese(),
            Language::De => self.german(),
        }
    }

    const fn english(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => {
                ("You are signed in.", "You can close this page. Gangway continues on the computer where you started.")
            }
            Self::Denied => {
                ("You did not allow access.", "Nothing was shared. If that was a mistake, start again in Gangway.")
            }
            Self::Failed => ("The sign-in did not work.", "Gangway says why. Start again there."),
            Self::SomebodyElse => (
                "Another account signed in than expected.",
                "Gangway asks the person who started whether that is right. You can close this page.",
            ),
            Self::Over => ("This sign-in has ended.", "Start again in Gangway."),
            Self::Used => {
                ("This page was opened before.", "Gangway says how the sign-in ended. You can close this page.")
            }
            Self::NotOurs => (
                "This address belongs to no open sign-in.",
                "Start again in Gangway, and use the link that it gives you.",
            ),
        }
    }

    const fn spanish(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => {
                ("Inició sesión.", "Puede cerrar esta página. Gangway continúa en la computadora donde empezó.")
            }
            Self::Denied => {
                ("Usted no permitió el acceso.", "No se compartió nada. Si fue un error, empiece de nuevo en Gangway.")
            }
            Self::Failed => ("No se pudo iniciar sesión.", "Gangway indica el motivo. Empiece de nuevo allí."),
            Self::SomebodyElse => (
                "Inició sesión una cuenta distinta de la esperada.",
                "Gangway le pregunta a quien empezó si es correcto. Puede cerrar esta página.",
            ),
            Self::Over => ("Este inicio de sesión ya terminó.", "Empiece de nuevo en Gangway."),
            Self::Used => (
                "Esta página ya se abrió antes.",
                "Gangway indica cómo terminó el inicio de sesión. Puede cerrar esta página.",
            ),
            Self::NotOurs => (
                "Esta dirección no corresponde a ningún inicio de sesión abierto.",
                "Empiece de nuevo en Gangway y use el enlace que le da.",
            ),
        }
    }

    const fn portuguese(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => {
                ("Você entrou.", "Pode fechar esta página. O Gangway continua no computador em que você começou.")
            }
            Self::Denied => {
                ("Você não permitiu o acesso.", "Nada foi compartilhado. Se foi um engano, comece de novo no Gangway.")
            }
            Self::Failed => ("Não foi possível entrar.", "O Gangway diz o motivo. Comece de novo nele."),
            Self::SomebodyElse => (
                "Entrou uma conta diferente da esperada.",
                "O Gangway pergunta a quem começou se está certo. Pode fechar esta página.",
            ),
            Self::Over => ("Este acesso já terminou.", "Comece de novo no Gangway."),
            Self::Used => {
                ("Esta página já foi aberta.", "O Gangway diz como o acesso terminou. Pode fechar esta página.")
            }
            Self::NotOurs => (
                "Este endereço não pertence a nenhum acesso em aberto.",
                "Comece de novo no Gangway e use o link que ele mostra.",
            ),
        }
    }

    const fn german(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => (
                "Sie sind angemeldet.",
                "Sie können diese Seite schließen. Gangway macht auf dem Computer weiter, auf dem Sie begonnen haben.",
            ),
            Self::Denied => (
                "Sie haben den Zugriff nicht erlaubt.",
                "Es wurde nichts weitergegeben. Falls das ein Versehen war, beginnen Sie in Gangway neu.",
            ),
            Self::Failed => ("Die Anmeldung hat nicht geklappt.", "Gangway nennt den Grund. Beginnen Sie dort neu."),
            Self::SomebodyElse => (
                "Es hat sich ein anderes Konto angemeldet als erwartet.",
                "Gangway fragt die Person, die begonnen hat, ob das richtig ist. Sie können diese Seite schließen.",
            ),
            Self::Over => ("Diese Anmeldung ist beendet.", "Beginnen Sie in Gangway neu."),
            Self::Used => (
                "Diese Seite wurde schon einmal geöffnet.",
                "Gangway zeigt, wie die Anmeldung ausging. Sie können diese Seite schließen.",
            ),
            Self::NotOurs => (
                "Diese Adresse gehört zu keiner offenen Anmeldung.",
                "Beginnen Sie in Gangway neu und benutzen Sie den Link, den es nennt.",
            ),
        }
    }
}

/// As the pages are written: the Spanish of Latin America, the Portuguese of Brazil.
const fn tag(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Es => "es-419",
        Language::Pt => "pt-BR",
        Language::De => "de",
    }
}

/// Of the languages that a browser names, the one it likes best that there is (RFC 9110 §12.5.4); English if none.
fn wanted(accepted: &str) -> Language {
    let mut best: Option<(f32, Language)> = None;
    for range in accepted.split(',') {
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
    use super::wanted;
    use gangway_domain::telling::template::Language;

    #[test]
    fn the_language_a_browser_likes_best() {
        let check = |accepted: &str, expected: Language| assert_eq!(wanted(accepted), expected, "{accepted}");
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
