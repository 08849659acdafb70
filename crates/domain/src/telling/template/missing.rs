//! What underwriting still wants of a merchant, in the language of the message. Names only: no value of the application is said.

use super::{Language, isolate::shown};
use crate::application::Fields;
use serde_json::Value;

/// At most so many are said; nobody reads more in an email.
const MOST: usize = 12;
/// States of a review that wait for the merchant. The provider publishes no list; others are not asked for.
const WANTED: [&str; 5] = ["requested", "required", "needs_information", "missing", "action_required"];

/// Name → English, Spanish, Portuguese, German.
const WORDS: [(&str, [&str; 4]); 30] = [
    ("account_number", ["account number", "número de cuenta", "número da conta", "Kontonummer"]),
    ("address", ["address", "dirección", "endereço", "Adresse"]),
    (
        "authorized_signer",
        ["authorized signer", "firmante autorizado", "signatário autorizado", "Zeichnungsberechtigte Person"],
    ),
    (
        "average_monthly_volume",
        [
            "average monthly volume",
            "volumen mensual promedio",
            "volume mensal médio",
            "durchschnittlicher Monatsumsatz",
        ],
    ),
    ("average_ticket", ["average ticket", "compra promedio", "valor médio por venda", "durchschnittlicher Betrag"]),
    ("bank_statements", ["bank statements", "extractos bancarios", "extratos bancários", "Kontoauszüge"]),
    (
        "billing_bank_account",
        [
            "bank account for billing",
            "cuenta bancaria de facturación",
            "conta bancária de cobrança",
            "Bankkonto für Gebühren",
        ],
    ),
    ("business_license", ["business license", "licencia comercial", "alvará de funcionamento", "Gewerbenachweis"]),
    (
        "business_model",
        [
            "description of the business",
            "descripción del negocio",
            "descrição do negócio",
            "Beschreibung des Geschäfts",
        ],
    ),
    (
        "business_name_tin",
        [
            "legal name and tax number",
            "razón social y número fiscal",
            "razão social e número fiscal",
            "Firmenname und Steuernummer",
        ],
    ),
    (
        "business_verification",
        [
            "proof that the business is registered",
            "prueba de registro del negocio",
            "prova de registro da empresa",
            "Nachweis der Registrierung",
        ],
    ),
    ("date_of_birth", ["date of birth", "fecha de nacimiento", "data de nascimento", "Geburtsdatum"]),
    ("dba_name", ["trade name", "nombre comercial", "nome fantasia", "Handelsname"]),
    (
        "deposit_bank_account",
        [
            "bank account for deposits",
            "cuenta bancaria para depósitos",
            "conta bancária para depósitos",
            "Bankkonto für Auszahlungen",
        ],
    ),
    ("dob", ["date of birth", "fecha de nacimiento", "data de nascimento", "Geburtsdatum"]),
    ("email", ["email", "correo electrónico", "e-mail", "E-Mail-Adresse"]),
    (
        "financial_1",
        [
            "statements of the last three months",
            "extractos de los últimos tres meses",
            "extratos dos últimos três meses",
            "Kontoauszüge der letzten drei Monate",
        ],
    ),
    ("financial_2", ["financial statements", "estados financieros", "demonstrações financeiras", "Jahresabschlüsse"]),
    ("first_name", ["first name", "nombre", "nome", "Vorname"]),
    ("identity", ["proof of identity", "documento de identidad", "documento de identidade", "Identitätsnachweis"]),
    ("last_name", ["last name", "apellido", "sobrenome", "Nachname"]),
    ("legal_name", ["legal name", "razón social", "razão social", "Firmenname"]),
    (
        "ownership_percentage",
        ["share in the business", "participación en el negocio", "participação no negócio", "Anteil am Unternehmen"],
    ),
    ("phone_number", ["phone number", "número de teléfono", "número de telefone", "Telefonnummer"]),
    ("routing_number", ["routing number", "código de ruta bancaria", "código de roteamento", "Bankleitzahl"]),
    (
        "ssn",
        ["social security number", "número de seguro social", "número de seguro social", "Sozialversicherungsnummer"],
    ),
    (
        "ssn_last_4",
        [
            "last four digits of the social security number",
            "últimos cuatro dígitos del seguro social",
            "últimos quatro dígitos do seguro social",
            "letzte vier Ziffern der Sozialversicherungsnummer",
        ],
    ),
    ("tax_id", ["tax number", "número fiscal", "número fiscal", "Steuernummer"]),
    ("title", ["position in the business", "cargo", "cargo", "Position"]),
    ("website", ["website", "sitio web", "site", "Website"]),
];
const OWNER: [&str; 4] = ["owner", "propietario", "sócio", "Inhaber"];

/// What the fields say is missing; `None` where they say nothing.
pub fn missing(fields: &Fields, language: Language) -> Option<String> {
    let errors = fields.0.get("validation_errors").and_then(Value::as_array).into_iter().flatten();
    let errors = errors.filter_map(|error| error.get("field")?.as_str());
    let reviews = fields.0.get("underwriting_reviews").and_then(Value::as_object).into_iter().flatten();
    let reviews = reviews.filter(|(_, review)| is_wanted(review)).map(|(name, _)| name.as_str());
    let mut said: Vec<String> = Vec::new();
    for name in reviews.chain(errors) {
        let word = named(name, language);
        if !word.is_empty() && !said.contains(&word) {
            said.push(word);
        }
    }
    said.truncate(MOST);
    (!said.is_empty()).then(|| said.join(", "))
}

fn is_wanted(review: &Value) -> bool {
    let status = review.get("status").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    WANTED.contains(&status.as_str())
}

/// `owner_1.dob` is "owner 1: date of birth"; a name that is not known here is said as it is, without its underscores.
fn named(name: &str, language: Language) -> String {
    let at = match language {
        Language::En => 0,
        Language::Es => 1,
        Language::Pt => 2,
        Language::De => 3,
    };
    let word = |part: &str| {
        let known = WORDS.iter().find(|(known, _)| *known == part).map(|(_, words)| words[at].to_owned());
        let owner = || Some(format!("{} {}", OWNER[at], part.strip_prefix("owner_")?));
        known.or_else(owner).unwrap_or_else(|| shown(&part.replace('_', " ")))
    };
    name.split('.').map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::{WORDS, missing};
    use crate::{application::Fields, telling::template::Language};
    use serde_json::{Value, json};

    fn said(fields: Value, language: Language) -> Option<String> {
        let Value::Object(fields) = fields else { panic!("an object") };
        missing(&Fields(fields), language)
    }

    #[test]
    fn what_is_asked_for_is_said_in_each_language() {
        let fields = || {
            json!({
                "owner_1": { "dob": "1970-01-01", "ssn_last_4": "6789" },
                "underwriting_reviews": { "bank_statements": { "status": "REQUESTED" }, "business_license": { "status": "ACCEPTED" } },
                "validation_errors": [{ "field": "owner_1.dob", "code": "Required" }, { "field": "new_thing" }, "odd"],
            })
        };
        let is = |language, expected: &str| assert_eq!(said(fields(), language).as_deref(), Some(expected));
        is(Language::En, "bank statements, owner 1: date of birth, new thing");
        is(Language::Es, "extractos bancarios, propietario 1: fecha de nacimiento, new thing");
        is(Language::Pt, "extratos bancários, sócio 1: data de nascimento, new thing");
        is(Language::De, "Kontoauszüge, Inhaber 1: Geburtsdatum, new thing");
    }

    #[test]
    fn nothing_is_made_up_and_nothing_of_a_value_is_said() {
        for none in [json!({}), json!({ "underwriting_reviews": { "a": { "status": "IN_REVIEW" }, "b": 7 } })] {
            assert_eq!(said(none, Language::En), None);
        }
        let hostile = json!({ "validation_errors": [{ "field": "x\r\nBcc: a@b.c\u{202E}" }, { "field": "..." }] });
        let said = said(hostile, Language::En).unwrap();
        assert!(!said.contains(['\r', '\n', '\u{202E}']), "{said:?}");
    }

    #[test]
    fn the_words_are_in_order_and_complete() {
        assert!(WORDS.is_sorted_by_key(|(name, _)| *name));
        assert!(WORDS.iter().all(|(_, words)| words.iter().all(|word| !word.is_empty())));
    }
}
