//! The fixed words of files, English and Spanish.

use crate::view::{Language, ReviewNote};
use gangway_domain::{plan::LeftOut, predict::Rule};

/// Words that stand alone.
pub(crate) struct Words {
    pub(crate) plan_file: &'static str,
    pub(crate) stores_file: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) line: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) provision: &'static str,
    pub(crate) deprovision: &'static str,
    pub(crate) merchant: &'static str,
    pub(crate) integration: &'static str,
    pub(crate) profile: &'static str,
    pub(crate) made: &'static str,
    pub(crate) goes: &'static str,
    pub(crate) requests: &'static str,
    pub(crate) waves: &'static str,
    pub(crate) stays: &'static str,
    pub(crate) options: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) not: &'static str,
    pub(crate) request: &'static str,
    pub(crate) wave: &'static str,
    pub(crate) store: &'static str,
    /// One, and any other number.
    pub(crate) stores: [&'static str; 2],
    pub(crate) name: &'static str,
    pub(crate) answer: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) foot: &'static str,
}

const ENGLISH: Words = Words {
    plan_file: "plan",
    stores_file: "stores",
    refused: "refused",
    line: "row",
    reason: "reason",
    provision: "Plan: provision stores",
    deprovision: "Plan: deprovision stores",
    merchant: "Merchant",
    integration: "Integration",
    profile: "Profile",
    made: "Made",
    goes: "Stores that go",
    requests: "Requests",
    waves: "Waves",
    stays: "Stores that stay behind",
    options: "Options of every store",
    yes: "yes",
    no: "no",
    not: "What will not happen",
    request: "Request",
    wave: "wave",
    store: "Store",
    stores: ["store", "stores"],
    name: "Name",
    answer: "Rappi would answer",
    rule: "Rule",
    nothing: "No store can be sent.",
    foot: "Made by Gangway. A plan: nothing of it was sent.",
};

const SPANISH: Words = Words {
    plan_file: "plan",
    stores_file: "tiendas",
    refused: "rechazadas",
    line: "fila",
    reason: "motivo",
    provision: "Plan: integrar tiendas",
    deprovision: "Plan: desvincular tiendas",
    merchant: "Comercio",
    integration: "Integración",
    profile: "Perfil",
    made: "Hecho",
    goes: "Tiendas que van",
    requests: "Lotes",
    waves: "Tandas",
    stays: "Tiendas que quedan fuera",
    options: "Opciones de cada tienda",
    yes: "sí",
    no: "no",
    not: "Lo que no va a pasar",
    request: "Lote",
    wave: "tanda",
    store: "Tienda",
    stores: ["tienda", "tiendas"],
    name: "Nombre",
    answer: "Rappi respondería",
    rule: "Regla",
    nothing: "No se puede enviar ninguna tienda.",
    foot: "Hecho por Gangway. Es un plan: nada de esto se ha enviado.",
};

/// The words of a language.
pub(crate) fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &ENGLISH,
        Language::Es => &SPANISH,
    }
}

/// Why a store stays behind.
pub(crate) fn left_out(language: Language, reason: LeftOut) -> &'static str {
    let (english, spanish) = match reason {
        LeftOut::AlreadyOurs => ("Provisioned to us already", "Ya está integrada con nosotros"),
        LeftOut::OtherIntegration => ("Provisioned to another integration", "Integrada a otra integración"),
        LeftOut::BlankName => ("Rappi has no name for it", "Rappi no tiene su nombre"),
        LeftOut::InProgress => ("Part of a request that is under way", "Parte de una solicitud en curso"),
        LeftOut::UnknownOutcome => ("Its last outcome is in doubt", "Su último resultado está en duda"),
        LeftOut::NotIntegrated => ("Not provisioned to anybody", "No está integrada"),
        LeftOut::IntegratedChildren => ("A store below it stays integrated", "Una tienda inferior sigue integrada"),
        LeftOut::NotOwned => ("Not a store of this merchant", "No es una tienda de este comercio"),
    };
    language.of(english, spanish)
}

/// The rule behind it.
pub(crate) fn rule(language: Language, rule: Rule) -> &'static str {
    let (english, spanish) = match rule {
        Rule::OnlyNotIntegrated => (
            "Only stores that are not integrated are provisioned; for another, the result is a conflict.",
            "Solo se integran tiendas sin integrar; para otra, el resultado es un conflicto.",
        ),
        Rule::NameRequired => ("A store without a name is rejected.", "Una tienda sin nombre se rechaza."),
        Rule::OwnedOnly => (
            "A store that is not the signed-in merchant's is rejected.",
            "Una tienda que no es del comercio que inició sesión se rechaza.",
        ),
        Rule::IntegratedOnly => {
            ("Only an integrated store can be released.", "Solo se puede desvincular una tienda integrada.")
        }
        Rule::SameIntegration => (
            "A store is released from the integration that it has.",
            "Una tienda se desvincula de la integración que tiene.",
        ),
        Rule::ChildrenFirst => (
            "A parent is released after all the stores below it.",
            "Una tienda principal se desvincula después de las que dependen de ella.",
        ),
        Rule::OutcomeFirst => (
            "A store is not sent again while the outcome of its last request is open.",
            "Una tienda no se envía otra vez mientras el resultado de su última solicitud esté abierto.",
        ),
    };
    language.of(english, spanish)
}

/// What else will not happen.
pub(crate) fn note(language: Language, note: ReviewNote) -> &'static str {
    let (english, spanish) = match note {
        ReviewNote::NothingSent => (
            "This plan sends nothing. It is checked again when it is run: what changed until then stays behind.",
            "Este plan no envía nada. Se revisa otra vez al ejecutarlo: lo que haya cambiado queda fuera.",
        ),
        ReviewNote::StartsInactive => (
            "Stores start inactive: they take no orders until somebody switches them on.",
            "Las tiendas inician inactivas: no reciben pedidos hasta que alguien las active.",
        ),
        ReviewNote::WebhookMissing => (
            "Results cannot reach us yet: the webhook is registered before the first request.",
            "Los resultados todavía no pueden llegar: el webhook se registra antes del primer lote.",
        ),
        ReviewNote::SignInOver => (
            "The merchant's sign-in is over: nothing leaves until the merchant signs in again.",
            "La sesión del comercio terminó: nada sale hasta que el comercio inicie sesión otra vez.",
        ),
    };
    language.of(english, spanish)
}
