//! The proxy of the desktop's settings, as its portal names it on a session bus of its own.

use crate::{
    network::{answered, step, trap},
    process::{Home, Ran, Running, run},
};
use serde_json::Value;
use std::{
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

const REAL: &str = "kind = \"development\"\n[rappi]\nlogin = \"https://login.rappi.test\"\napi = \"https://api.rappi.test\"\n\
                    client_id = \"c\"\nintegrations = [\"pos\"]\n[receiver]\naddress = \"127.0.0.1:0\"\n";

/// What the portal does when it is asked.
#[derive(Clone)]
enum Says {
    /// These proxies, in the order in which they are to be tried.
    Proxies(Vec<String>),
    /// It cannot tell: its proxy script failed.
    Failed,
    /// It takes the question and never answers.
    Nothing,
}

struct Portal {
    says: Says,
    asked: Arc<Mutex<Vec<String>>>,
}

#[zbus::interface(name = "org.freedesktop.portal.ProxyResolver")]
impl Portal {
    async fn lookup(&self, uri: String) -> zbus::fdo::Result<Vec<String>> {
        self.asked.lock().unwrap().push(uri);
        match &self.says {
            Says::Proxies(proxies) => Ok(proxies.clone()),
            Says::Failed => Err(zbus::fdo::Error::Failed("The proxy script could not be run".into())),
            Says::Nothing => std::future::pending().await,
        }
    }
}

/// A session bus with a portal on it; the bus ends when it is dropped.
struct Desktop {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
    _portal: zbus::Connection,
    _bus: Running,
}

impl Desktop {
    async fn open(says: Says) -> Self {
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--print-address=1"]).stdin(Stdio::null());
        let mut bus = Running::start({
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command
        });
        let address = bus.text();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let portal = Portal { says, asked: Arc::clone(&asked) };
        let portal = zbus::connection::Builder::address(address.as_str())
            .unwrap()
            .serve_at("/org/freedesktop/portal/desktop", portal)
            .unwrap()
            .name("org.freedesktop.portal.Desktop")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self { address, asked, _portal: portal, _bus: bus }
    }

    /// What `check` says of a profile that leaves it to the system, started from a menu: without a proxy in its environment.
    async fn check(&self) -> Value {
        let home = Home::open();
        home.profile(REAL);
        let address = self.address.clone();
        let ran: Ran = tokio::task::spawn_blocking(move || {
            let mut command = home.gangway(&["check"]);
            for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
                command.env_remove(name);
            }
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
            run(command, b"")
        })
        .await
        .unwrap();
        ran.json()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn through<'a>(said: &'a Value, name: &str) -> &'a Value {
    &step(said, name)["through"]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desktops_proxy_is_between() {
    let (at, heard) = trap(|_| answered("403 Forbidden", ""));
    let desktop = Desktop::open(Says::Proxies(vec![format!("http://{at}")])).await;
    let said = desktop.check().await;
    for name in ["login_host", "api_host"] {
        assert_eq!(through(&said, name), &Value::from(format!("http://{at}")), "{said}");
        assert_eq!(step(&said, name)["finding"], "proxy_forbids", "{said}");
    }
    let heard = heard.lock().unwrap().clone();
    assert!(heard.iter().any(|it| it.starts_with("CONNECT api.rappi.test:443")), "{heard:?}");
    let asked = desktop.asked();
    assert!(asked.contains(&"https://api.rappi.test/".to_owned()), "{asked:?}");
    assert!(asked.iter().all(|uri| !uri.contains("127.0.0.1")), "nobody is asked about this machine: {asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_the_first_that_can_be_used() {
    let (at, _) = trap(|_| answered("403 Forbidden", ""));
    let proxy = format!("http://{at}");
    for proxies in
        [vec![proxy.as_str(), "http://second.corp:3128", "direct://"], vec!["socks4://old.corp:1080", proxy.as_str()]]
    {
        let desktop = Desktop::open(Says::Proxies(proxies.iter().map(|&it| it.to_owned()).collect())).await;
        let said = desktop.check().await;
        assert_eq!(through(&said, "api_host"), &Value::from(proxy.as_str()), "{proxies:?}: {said}");
    }
    let desktop = Desktop::open(Says::Proxies(vec!["socks4://old.corp:1080".into()])).await;
    let said = desktop.check().await;
    assert_eq!(step(&said, "api_host")["finding"], "proxy_unknown", "never straight in its place: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_word_of_the_desktop_calls_go_straight() {
    for says in [
        Says::Proxies(vec!["direct://".into()]),
        Says::Proxies(vec!["direct://".into(), "http://second.corp:3128".into()]),
        Says::Proxies(vec![]),
        Says::Failed,
        Says::Nothing,
    ] {
        let desktop = Desktop::open(says).await;
        let said = desktop.check().await;
        assert_eq!(through(&said, "api_host"), &Value::Null, "{said}");
        assert!(!desktop.asked().is_empty(), "it was asked");
        assert_eq!(step(&said, "api_host")["finding"], "name_unknown", "{said}");
    }
}
