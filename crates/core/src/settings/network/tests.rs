use crate::{
    Console, Failure, Home, Options, Reason,
    profiles::network::PROXY_PASSWORD,
    view::{
        ActivityFilter, CheckOutcome, Finding, NetworkEdit, NetworkFacts, ProxyNamedBy, ProxyUse, SecretState, Typed,
    },
};
use gangway_vault::Vault;
use secrecy::ExposeSecret;
use std::sync::Arc;

const PROFILE: &str = "# Ours.\nkind = \"development\"\n[rappi]\nlogin = \"https://login.rappi.test\"\n\
                       api = \"https://api.rappi.test\"\nclient_id = \"c\"\nintegrations = [\"pos\"]\n";
const PASSWORD: &str = "geheim: 1 ä";

struct Desk {
    folder: tempfile::TempDir,
    home: Home,
    vault: Vault,
    console: Arc<Console>,
}

impl Desk {
    async fn open(profile: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("desk")).unwrap();
        std::fs::write(folder.path().join("desk/profile.toml"), profile).unwrap();
        let (home, vault) = (Home::at(folder.path()), Vault::in_memory().await);
        let console = Console::open_with(&home, "desk", Options::READING, vault.clone()).await.unwrap();
        Self { folder, home, vault, console }
    }

    fn file(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("desk/profile.toml")).unwrap()
    }

    async fn save(&self, facts: NetworkFacts, password: &str) -> Result<crate::view::NetworkSettings, Failure> {
        self.console.settings.save_network(&self.home, NetworkEdit { facts, password: Typed(password.into()) }).await
    }

    async fn acts(&self) -> String {
        let page = self.console.audit.activity(&ActivityFilter::default(), None, 100).await.unwrap();
        serde_json::to_string(&page).unwrap()
    }
}

fn through(proxy: &str) -> NetworkFacts {
    NetworkFacts {
        using: ProxyUse::Proxy,
        proxy: proxy.into(),
        user: "ana".into(),
        direct: vec!["login.rappi.test".into(), " ".into()],
        authority: String::new(),
    }
}

/// A port where nobody listens.
fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

#[tokio::test]
async fn a_proxy_is_kept_used_at_once_and_noted_without_its_password() {
    let desk = Desk::open(PROFILE).await;
    let proxy = nobody();
    let saved = desk.save(through(&proxy), PASSWORD).await.unwrap();
    assert_eq!((saved.facts.proxy.as_str(), saved.password), (format!("http://{proxy}").as_str(), SecretState::Stored));
    let ways: Vec<_> = saved.ways.iter().map(|way| (way.through.clone(), way.named_by)).collect();
    let named = (Some(format!("http://{proxy}")), Some(ProxyNamedBy::Profile));
    assert_eq!(ways, [(None, None), named], "{:?}", saved.ways);
    let checked = desk.console.overview.check_network().await.unwrap();
    let api = &checked.steps[1];
    assert_eq!((api.outcome, api.finding), (CheckOutcome::Failed, Some(Finding::ProxyUnreached)), "{checked:?}");
    assert_eq!(desk.vault.get(PROXY_PASSWORD).await.unwrap().unwrap().expose_secret(), PASSWORD);
    assert!(desk.file().starts_with("# Ours.") && desk.file().contains("direct = [\"login.rappi.test\"]"));
    let seen = format!("{}{}{}", desk.file(), desk.acts().await, serde_json::to_string(&saved).unwrap());
    assert!(!seen.contains("geheim"), "{seen}");
    for act in ["proxy_password_replaced", "network.proxy_user", "network.direct"] {
        assert!(seen.contains(act), "{act}: {seen}");
    }
}

#[tokio::test]
async fn a_password_is_replaced_removed_and_left_alone() {
    let desk = Desk::open(PROFILE).await;
    desk.save(through("proxy.corp:3128"), "one").await.unwrap();
    desk.save(through("proxy.corp:3129"), "").await.unwrap();
    assert_eq!(desk.vault.get(PROXY_PASSWORD).await.unwrap().unwrap().expose_secret(), "one");
    desk.console.settings.keep_proxy_password("two".into()).await.unwrap();
    assert_eq!(desk.vault.get(PROXY_PASSWORD).await.unwrap().unwrap().expose_secret(), "two");
    let failure = desk.console.settings.keep_proxy_password("a\r\nb".into()).await.unwrap_err();
    assert_eq!(failure.reason, Some(Reason::SecretControl), "{failure}");
    assert_eq!(desk.console.settings.remove_proxy_password().await.unwrap().password, SecretState::Missing);
    assert!(desk.vault.get(PROXY_PASSWORD).await.unwrap().is_none());
    assert!(desk.acts().await.contains("proxy_password_removed"));
}

#[tokio::test]
async fn back_to_the_system_nothing_of_the_proxy_stays_in_the_file() {
    let desk = Desk::open(PROFILE).await;
    desk.save(through("proxy.corp:3128"), "").await.unwrap();
    let direct = NetworkFacts { using: ProxyUse::Direct, ..through("proxy.corp:3128") };
    assert_eq!(desk.save(direct, "").await.unwrap().facts.using, ProxyUse::Direct);
    assert!(desk.file().ends_with("[network]\nproxy = \"none\"\n"), "{}", desk.file());
    let system = NetworkFacts { using: ProxyUse::System, ..through("") };
    assert_eq!(desk.save(system, "").await.unwrap().facts.using, ProxyUse::System);
    assert_eq!(desk.file(), PROFILE);
}

#[tokio::test]
async fn a_mistake_names_its_key_and_changes_nothing() {
    let desk = Desk::open(PROFILE).await;
    let (missing, empty) = (desk.folder.path().join("ca.pem"), desk.folder.path().join("empty.pem"));
    std::fs::write(&empty, "no certificate\n").unwrap();
    let with = |authority: &std::path::Path| NetworkFacts {
        authority: authority.display().to_string(),
        ..through("proxy.corp:3128")
    };
    let wrong = [
        (through(""), "network.proxy", Reason::UrlSyntax),
        (through("socks4://proxy.corp"), "network.proxy", Reason::ProxyKind),
        (through("http://ana:p@proxy.corp"), "network.proxy", Reason::UrlCredentials),
        (NetworkFacts { user: "a:b".into(), ..through("proxy.corp") }, "network.proxy_user", Reason::UserColon),
        (NetworkFacts { direct: vec!["http://a/".into()], ..through("p") }, "network.direct", Reason::HostOnly),
        (with(&missing), "network.authority", Reason::FileUnreadable),
        (with(&empty), "network.authority", Reason::NoCertificate),
    ];
    for (facts, key, reason) in wrong {
        let failure = desk.save(facts.clone(), PASSWORD).await.unwrap_err();
        let place = failure.place.clone().map(|place| place.key);
        assert_eq!((place.as_deref(), failure.reason), (Some(key), Some(reason)), "{facts:?}: {failure}");
    }
    assert_eq!(desk.file(), PROFILE);
    assert!(desk.vault.get(PROXY_PASSWORD).await.unwrap().is_none());
}

#[tokio::test]
async fn a_sandbox_has_nothing_to_set() {
    let desk = Desk::open("kind = \"sandbox\"\n").await;
    let settings = desk.console.settings.network_settings().await.unwrap();
    assert!(settings.sandbox && settings.ways.iter().all(|way| way.through.is_none()), "{settings:?}");
    let failure = desk.save(through("proxy.corp:3128"), "").await.unwrap_err();
    assert_eq!(failure.reason, Some(Reason::Outside), "{failure}");
    assert!(desk.console.overview.check_network().await.unwrap().ok);
}
