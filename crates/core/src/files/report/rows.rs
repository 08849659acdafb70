//! Why a row of a file does not go, in words.

use crate::view::Language;
use gangway_domain::store_file::RowVerdict as V;

/// The verdict as a sentence, for a file or a terminal.
pub fn row_words(language: Language, verdict: V, about: Option<&str>) -> String {
    let about = about.unwrap_or_default();
    match language {
        Language::En => english(verdict, about),
        Language::Es => spanish(verdict, about),
    }
}

fn english(verdict: V, about: &str) -> String {
    match verdict {
        V::Ready => "Ready".to_owned(),
        V::NameDiffers => format!("Ready; Rappi calls it {about}, and that name is sent"),
        V::ChangedAccepted => format!("Ready; a spreadsheet changed this number, and it is taken for {about}"),
        V::IdChanged if about.is_empty() => {
            "A spreadsheet changed this number; which store it was cannot be told".to_owned()
        }
        V::IdChanged => format!("A spreadsheet changed this number; it probably was {about}"),
        V::NameContradicts => format!("Rappi calls this store {about}, and the name in the row is of another"),
        V::BrokenQuote => "A quotation mark is not closed".to_owned(),
        V::TooManyCells => "More cells than the header has titles".to_owned(),
        V::EmptyId => "No store id".to_owned(),
        V::Duplicate => format!("The store is in row {about} already"),
        V::UnknownStore => "The merchant has no such store".to_owned(),
        V::AlreadyOurs => format!("Provisioned already, to {about}"),
        V::OtherIntegration => format!("Provisioned to another integration, {about}"),
        V::BlankName => "Rappi has no name for the store, and refuses it without one".to_owned(),
        V::InProgress => "Part of a request whose result is outstanding".to_owned(),
        V::UnknownOutcome => "The outcome of its last request is in doubt".to_owned(),
        V::IntegrationUnknown => format!("The integration {about} is not in the profile"),
        V::IntegrationMissing => "No integration".to_owned(),
        V::FlagUnreadable => format!("Cannot be read: {about}"),
    }
}

fn spanish(verdict: V, about: &str) -> String {
    match verdict {
        V::Ready => "Lista".to_owned(),
        V::NameDiffers => format!("Lista; en Rappi se llama {about}, y ese nombre se envía"),
        V::ChangedAccepted => format!("Lista; una hoja de cálculo cambió este número, y se toma por {about}"),
        V::IdChanged if about.is_empty() => {
            "Una hoja de cálculo cambió este número; no se sabe qué tienda era".to_owned()
        }
        V::IdChanged => format!("Una hoja de cálculo cambió este número; probablemente era {about}"),
        V::NameContradicts => format!("En Rappi esa tienda se llama {about}, y el nombre en la fila es de otra"),
        V::BrokenQuote => "Unas comillas no se cierran".to_owned(),
        V::TooManyCells => "Más celdas que títulos en el encabezado".to_owned(),
        V::EmptyId => "Sin id de tienda".to_owned(),
        V::Duplicate => format!("La tienda ya está en la fila {about}"),
        V::UnknownStore => "El comercio no tiene esa tienda".to_owned(),
        V::AlreadyOurs => format!("Ya está integrada, a {about}"),
        V::OtherIntegration => format!("Integrada a otra integración, {about}"),
        V::BlankName => "Rappi no tiene nombre para la tienda, y sin nombre la rechaza".to_owned(),
        V::InProgress => "Parte de una solicitud cuyo resultado está pendiente".to_owned(),
        V::UnknownOutcome => "El resultado de su última solicitud está en duda".to_owned(),
        V::IntegrationUnknown => format!("La integración {about} no está en el perfil"),
        V::IntegrationMissing => "Sin integración".to_owned(),
        V::FlagUnreadable => format!("No se puede leer: {about}"),
    }
}
