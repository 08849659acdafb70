//! Names to build stores from.

/// A brand and how its outlets are called.
pub(super) struct Brand {
    pub(super) name: &'static str,
    /// Between brand and place: `"Sertester Centro"`, `"Açaí do Zé — Matriz"`.
    pub(super) joint: &'static str,
    pub(super) head: &'static str,
    pub(super) places: &'static [&'static str],
}

const BOGOTA: &[&str] = &[
    "Chapinero Alto",
    "Usaquén Plaza",
    "Zona Rosa",
    "Fontibón",
    "Kennedy",
    "Suba",
    "Teusaquillo",
    "La Candelaria",
    "Engativá",
    "Cedritos",
    "Salitre",
    "Parque 93",
    "Quinta Camacho",
    "Modelia",
    "Santa Bárbara",
    "Nicolás de Federmán",
];
const COLOMBIA: &[&str] = &[
    "El Poblado",
    "Laureles",
    "Envigado",
    "Sabaneta",
    "Granada",
    "San Antonio",
    "Bocagrande",
    "Getsemaní",
    "El Prado",
    "Manga",
    "Cabecera",
    "Pinares",
    "Ciudad Jardín",
    "La Flora",
    "Unicentro",
    "Cañaveral",
];
const BRASIL: &[&str] = &[
    "São João",
    "Vila Mariana",
    "Pinheiros",
    "Moema",
    "Tatuapé",
    "Consolação",
    "Jardim Paulista",
    "Botafogo",
    "Tijuca",
    "Ipanema",
    "Água Verde",
    "Boa Viagem",
    "Savassi",
    "Santa Efigênia",
    "Lapa",
    "Itaim Bibi",
];
const MEXICO: &[&str] = &[
    "Roma Norte",
    "Condesa",
    "Polanco",
    "Coyoacán",
    "Del Valle",
    "Narvarte",
    "Nápoles",
    "Santa Fe",
    "Xochimilco",
    "San Ángel",
    "Providencia",
    "Chapalita",
    "San Pedro",
    "Cholula",
    "Juriquilla",
    "Querétaro Centro",
];
const PACIFICO: &[&str] = &[
    "Miraflores",
    "Barranco",
    "San Isidro",
    "Surco",
    "Pueblo Libre",
    "Jesús María",
    "Providencia",
    "Ñuñoa",
    "Las Condes",
    "Viña del Mar",
    "La Mariscal",
    "Cumbayá",
    "Urdesa",
    "Samborondón",
    "Magdalena",
    "Lince",
];
const PLATA: &[&str] = &[
    "Palermo",
    "Recoleta",
    "Belgrano",
    "Caballito",
    "San Telmo",
    "Villa Crespo",
    "Núñez",
    "Pocitos",
    "Punta Carretas",
    "Ciudad Vieja",
    "Nueva Córdoba",
    "Güemes",
    "Pichincha",
    "Almagro",
    "Colegiales",
    "Puerto Madero",
];

const fn brand(name: &'static str, joint: &'static str, head: &'static str, places: &'static [&'static str]) -> Brand {
    Brand { name, joint, head, places }
}

/// Brands of generated chains.
pub(super) const BRANDS: &[Brand] = &[
    brand("Parrilla del Puerto", " ", "Puerto Madero", PLATA),
    brand("La Esquina", " ", "Centro", BOGOTA),
    brand("Arepas Doña Inés", " ", "Plaza Mayor", COLOMBIA),
    brand("Pão & Cia", " — ", "Matriz", BRASIL),
    brand("Ceviche Norte", " ", "Principal", PACIFICO),
    brand("Pizzería Nápoles", " ", "Central", PLATA),
    brand("Burger Ñ", " ", "Centro", MEXICO),
    brand("Sushi Kai", " ", "Casa Matriz", PACIFICO),
    brand("Café Andino", " ", "Tostaduría", COLOMBIA),
    brand("El Trompo", " ", "Matriz", MEXICO),
    brand("Empanadas Lucía", " ", "Fábrica", PLATA),
    brand("Verde Limón", " ", "Central", BOGOTA),
    brand("Casa Feijoada", " — ", "Matriz", BRASIL),
    brand("Pollo Real", " ", "Principal", PACIFICO),
    brand("Heladería Polar", " ", "Fábrica", COLOMBIA),
    brand("Mole y Más", " ", "Centro", MEXICO),
];

/// The brands a person meets first in the first merchant's list; ids as in the sample of Rappi's guide.
pub(super) const SERTESTER: Brand = brand("Sertester", " ", "Centro", BOGOTA);
pub(super) const FIFO: Brand = brand("FIFO", "", "Uno", BOGOTA);
pub(super) const ACAI: Brand = brand("Açaí do Zé", " — ", "Matriz", BRASIL);
pub(super) const YOUR_BRAND: Brand = brand("YourBrand", " ", "Main", COLOMBIA);
pub(super) const TACOS: Brand = brand("Tacos & Co", " ", "", &[]);

impl Brand {
    /// Name of the chain's first outlet.
    pub(super) fn parent_name(&self) -> String {
        format!("{}{}{}", self.name, self.joint, self.head).trim().to_owned()
    }

    /// Name of the `n`th child, counted from 0. Places are used once, then numbered.
    pub(super) fn child_name(&self, n: usize) -> String {
        let Self { name, joint, places, .. } = self;
        match (n.checked_rem(places.len()), n.checked_div(places.len())) {
            (Some(at), Some(0)) => format!("{name}{joint}{}", places[at]),
            (Some(at), Some(round)) => format!("{name}{joint}{} {}", places[at], round + 1),
            _ => format!("{name}{joint}{}", n + 1),
        }
    }
}
