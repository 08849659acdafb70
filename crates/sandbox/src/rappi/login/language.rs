//! The words of the pages, in the languages they are shown in.

use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};

/// One language.
pub(super) struct Words {
    pub(super) lang: &'static str,
    pub(super) sandbox: &'static str,
    pub(super) sandbox_note: &'static str,
    pub(super) sign_in: &'static str,
    pub(super) sign_in_lead: &'static str,
    pub(super) email: &'static str,
    pub(super) password: &'static str,
    pub(super) wrong: &'static str,
    pub(super) accounts: &'static str,
    pub(super) account: &'static str,
    pub(super) stores: &'static str,
    pub(super) use_account: &'static str,
    pub(super) consent: &'static str,
    pub(super) consent_lead: &'static str,
    pub(super) signed_in_as: &'static str,
    pub(super) may: &'static str,
    pub(super) rights: [&'static str; 3],
    pub(super) allow: &'static str,
    pub(super) deny: &'static str,
    pub(super) problem: &'static str,
    pub(super) unknown_client: &'static str,
    pub(super) unknown_redirect: &'static str,
    pub(super) stale: &'static str,
    pub(super) broken: &'static str,
}

static ENGLISH: Words = Words {
    lang: "en",
    sandbox: "Sandbox",
    sandbox_note: "This page is simulated on this computer. Nothing you type leaves it.",
    sign_in: "Sign in to Portal Partners",
    sign_in_lead: "Gangway wants to connect your stores.",
    email: "Email",
    password: "Password",
    wrong: "The email or the password is not right.",
    accounts: "Sandbox accounts",
    account: "Account",
    stores: "Stores",
    use_account: "Sign in",
    consent: "Allow Gangway to connect your stores?",
    consent_lead: "Gangway asks for access to your account at Portal Partners.",
    signed_in_as: "Signed in as",
    may: "Gangway will be able to:",
    rights: ["See your name and email", "See your stores and their integration", "Connect and disconnect your stores"],
    allow: "Allow",
    deny: "Deny",
    problem: "This link cannot be used",
    unknown_client: "The application that sent you here is not registered (client_id).",
    unknown_redirect: "The address to return to is not registered (redirect_uri).",
    stale: "This sign-in is no longer open. Go back to Gangway and start again.",
    broken: "The sandbox could not go on. Start it again.",
};

static SPANISH: Words = Words {
    lang: "es",
    sandbox: "Sandbox",
    sandbox_note: "Esta página se simula en este equipo. Nada de lo que escriba sale de él.",
    sign_in: "Iniciar sesión en Portal Partners",
    sign_in_lead: "Gangway quiere conectar sus tiendas.",
    email: "Correo electrónico",
    password: "Contraseña",
    wrong: "El correo o la contraseña no son correctos.",
    accounts: "Cuentas de prueba",
    account: "Cuenta",
    stores: "Tiendas",
    use_account: "Entrar",
    consent: "¿Permitir que Gangway conecte sus tiendas?",
    consent_lead: "Gangway solicita acceso a su cuenta de Portal Partners.",
    signed_in_as: "Sesión iniciada como",
    may: "Gangway podrá:",
    rights: ["Ver su nombre y su correo", "Ver sus tiendas y su integración", "Conectar y desconectar sus tiendas"],
    allow: "Permitir",
    deny: "Rechazar",
    problem: "Este enlace no se puede usar",
    unknown_client: "La aplicación que lo envió aquí no está registrada (client_id).",
    unknown_redirect: "La dirección de retorno no está registrada (redirect_uri).",
    stale: "Este inicio de sesión ya no está abierto. Vuelva a Gangway y comience de nuevo.",
    broken: "El sandbox no pudo continuar. Inícielo de nuevo.",
};

impl Words {
    /// The best of both languages for `Accept-Language`; English when neither is wanted.
    pub(super) fn of(headers: &HeaderMap) -> &'static Self {
        let request = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        if quality(request, "es") > quality(request, "en") { &SPANISH } else { &ENGLISH }
    }
}

/// The weight of a language, thousandths.
fn quality(header: &str, language: &str) -> u32 {
    let weight = |range: &str| -> Option<u32> {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let primary = tag.trim().split('-').next()?;
        let value: f32 = weight.trim().strip_prefix("q=")?.trim().parse().ok()?;
        primary.eq_ignore_ascii_case(language).then_some((value * 1000.0) as u32)
    };
    header.split(',').filter_map(weight).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, Words};

    #[test]
    fn the_best_language_wins() {
        let check = |request: &'static str, expected: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("accept-language", axum::http::HeaderValue::from_static(request));
            assert_eq!(Words::of(&headers).lang, expected, "{request}");
        };
        check("", "en");
        check("es-CO,es;q=0.9,en;q=0.8", "es");
        check("en-US,en;q=0.9,es;q=0.8", "en");
        check("pt-BR,es;q=0.5", "es");
        check("de", "en");
        check("es;q=0", "en");
        check("nonsense;;;", "en");
    }
}
