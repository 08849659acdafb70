//! Titles of columns, as people write them.

use super::Column;

/// Titles of a meaning in English, Spanish and Portuguese, without accents, capitals and what stands between words; the most
/// certain ones first. A title of a better line wins over one of a worse line, whatever column comes first.
const TITLES: [(Column, &[&[&str]]); 7] = [
    (
        Column::Id,
        &[
            &["rappistoreid", "rappiid", "idrappi", "storeidrappi", "idderappi", "idtiendarappi"],
            &[
                "storeid",
                "idstore",
                "idtienda",
                "tiendaid",
                "iddetienda",
                "iddelatienda",
                "idloja",
                "lojaid",
                "iddaloja",
            ],
            &["id"],
            &[
                "codigotienda",
                "codigodetienda",
                "codigodelatienda",
                "codigodaloja",
                "codigoloja",
                "storecode",
                "codigo",
            ],
            &["storenumber", "storeno", "numerodetienda", "numerotienda", "numerodaloja"],
            &["store", "tienda", "loja"],
        ],
    ),
    (
        Column::Name,
        &[
            &[
                "storename",
                "nombretienda",
                "nombredetienda",
                "nombredelatienda",
                "tiendanombre",
                "nomedaloja",
                "nomeloja",
            ],
            &["name", "nombre", "nome"],
        ],
    ),
    (
        Column::Integration,
        &[
            &[
                "integrationid",
                "idintegration",
                "storeintegrationid",
                "idintegracion",
                "integracionid",
                "iddeintegracion",
                "iddelaintegracion",
            ],
            &["integration", "integracion", "integracao"],
        ],
    ),
    (
        Column::PingActive,
        &[&["pingactive", "pingactivo"], &["ping", "pings", "eventosping", "eventosdeping", "pingevents"]],
    ),
    (
        Column::GetMenuActive,
        &[
            &["getmenuactive"],
            &["getmenu", "menu", "menuactive", "menuactivo", "obtenermenu", "getmenuevents", "eventosdemenu"],
        ],
    ),
    (
        Column::CancellationEvents,
        &[
            &["cancellationevents", "eventoscancelacion", "eventosdecancelacion"],
            &["cancellation", "cancellations", "cancelacion", "cancelaciones"],
        ],
    ),
    (Column::Status, &[&["initialstatus", "startas", "estadoinicial", "estatusinicial"], &["status", "estatus"]]),
];

/// What a column with this title means, and how certain that is: 0 is the best.
pub(super) fn ranked(title: &str) -> Option<(Column, usize)> {
    let title = folded(title);
    let place = |lines: &[&[&str]]| lines.iter().position(|line| line.contains(&title.as_str()));
    TITLES.iter().find_map(|(column, lines)| place(lines).map(|rank| (*column, rank)))
}

/// Lower case letters and digits alone, without accents.
fn folded(title: &str) -> String {
    title
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .filter_map(unaccented)
        .collect()
}

/// The letter without its accent; nothing for an accent that stands by itself.
pub(super) fn unaccented(letter: char) -> Option<char> {
    Some(match letter {
        'á' | 'à' | 'ã' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'õ' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
}
