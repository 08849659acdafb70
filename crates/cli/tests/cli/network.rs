//! Where calls go, as the whole program does it: nothing on this machine through a proxy, everything else through it,
//! encrypted end to end; and nothing that comes back shows what was sent.

use crate::process::{Home, gangway, run};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::Command,
    sync::{Arc, Mutex},
};

/// Whatever is said to an address, line by line, and an answer to all of it.
pub(crate) fn trap(answer: impl Fn(&str) -> String + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap().to_string();
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let keeps = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let request = request(&stream);
            let answer = answer(&request);
            keeps.lock().unwrap().push(request);
            let _ = (&stream).write_all(answer.as_bytes());
        }
    });
    (at, heard)
}

fn request(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let (mut text, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return text;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        text.push_str(&line);
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    text + &String::from_utf8_lossy(&body)
}

pub(crate) fn answered(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn through(mut command: Command, proxy: &str) -> Command {
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, proxy);
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy");
    command
}

#[tokio::test]
async fn what_is_on_this_machine_goes_through_no_proxy() {
    let (at, heard) = trap(|_| answered("502 Bad Gateway", ""));
    let proxy = format!("http://{at}");
    let home = Home::open();
    let mut process = crate::process::Running::start({
        let mut command = through(home.gangway(&["authorize", "--way", "loopback"]), &proxy);
        command.stdin(std::process::Stdio::piped());
        command
    });
    home.follow(&process.line(), 0).await;
    assert_eq!(process.end().code, 0);
    for args in [&["check"][..], &["subscriptions", "list"]] {
        let ran = run(through(home.gangway(args), &proxy), b"");
        assert!(!ran.stdout.contains("\"through\":\"http"), "{ran:?}");
        assert!(ran.json().is_object(), "{args:?}: {ran:?}");
    }
    let mut own = gangway(&["--json", "--profile", "sandbox", "check"]);
    own.env("GANGWAY_HOME", home.folder.path()).env("GANGWAY_CREDENTIALS_DIR", home.credentials());
    let ran = run(through(own, &proxy), b"");
    assert_eq!(ran.json()["steps"][1]["outcome"], "ok", "{ran:?}");
    assert_eq!(heard.lock().unwrap().as_slice(), [""; 0], "nothing came to the proxy");
}

const REAL: &str = "kind = \"development\"\n[rappi]\nlogin = \"https://login.rappi.test\"\napi = \"https://api.rappi.test\"\n\
                    client_id = \"c\"\nintegrations = [\"pos\"]\n[receiver]\naddress = \"127.0.0.1:0\"\n";

pub(crate) fn step<'a>(check: &'a Value, name: &str) -> &'a Value {
    check["steps"].as_array().unwrap().iter().find(|step| step["step"] == name).unwrap()
}

#[test]
fn real_hosts_are_called_through_the_proxy_and_the_failing_hop_is_named() {
    let home = Home::open();
    home.profile(REAL);
    for (answer, finding) in [
        ("502 Bad Gateway", "proxy_no_way_on"),
        ("407 Proxy Authentication Required", "proxy_credentials"),
        ("403 Forbidden", "proxy_forbids"),
    ] {
        let (at, heard) = trap(move |_| answered(answer, ""));
        let ran = run(through(home.gangway(&["check"]), &format!("http://ana:geheim@{at}")), b"");
        assert_eq!(ran.code, 4, "{ran:?}");
        let said = ran.json();
        for name in ["login_host", "api_host"] {
            assert_eq!(step(&said, name)["finding"], finding, "{said}");
            assert_eq!(step(&said, name)["through"], format!("http://{at}"), "{said}");
        }
        assert!(!format!("{ran:?}").contains("geheim"), "{ran:?}");
        let heard = heard.lock().unwrap();
        assert!(!heard.is_empty());
        for request in heard.iter() {
            assert!(request.starts_with("CONNECT ") && !request.contains("client_secret"), "{request}");
        }
    }
}

#[test]
fn the_profile_decides_before_the_system_does() {
    let home = Home::open();
    let (own, heard) = trap(|_| answered("403 Forbidden", ""));
    let (system, unheard) = trap(|_| answered("403 Forbidden", ""));
    home.profile(&format!(
        "{REAL}[network]\nproxy = \"http://{own}\"\nproxy_user = \"ana\"\ndirect = [\"login.rappi.test\"]\n"
    ));
    std::fs::write(home.credentials().join("network-proxy-password"), "geheim\n").unwrap();
    let ran = run(through(home.gangway(&["check"]), &format!("http://{system}")), b"");
    assert_eq!(step(&ran.json(), "api_host")["finding"], "proxy_forbids", "{ran:?}");
    assert_eq!(step(&ran.json(), "login_host")["through"], Value::Null, "{ran:?}");
    let heard = heard.lock().unwrap();
    assert!(heard.iter().all(|it| it.starts_with("CONNECT api.rappi.test:443")), "{heard:?}");
    assert!(heard[0].to_lowercase().contains("proxy-authorization: basic yw5homdlagvpbq=="), "{heard:?}");
    assert!(unheard.lock().unwrap().is_empty() && !format!("{ran:?}").contains("geheim"), "{ran:?}");
}

#[test]
fn an_api_that_repeats_the_request_shows_no_token() {
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJhenAiOiJhYmMifQ.AbCdEf-GhIjKl_MnOpQrStUvWxYz0123456789";
    let home = Home::open();
    let (at, heard) = trap(|request| {
        if request.contains("/oauth/token") {
            return answered("200 OK", &format!("{{\"access_token\":\"{TOKEN}\",\"expires_in\":1800}}"));
        }
        let said = request.lines().find(|line| line.to_lowercase().starts_with("authorization")).unwrap_or_default();
        answered("500 Internal Server Error", &format!("no: {said}"))
    });
    home.profile(&format!(
        "kind = \"sandbox\"\n[ratepay]\noauth = \"http://{at}\"\napi = \"http://{at}\"\naudience = \"a\"\nclient_id = \"c\"\n"
    ));
    for json in [true, false] {
        let mut command = home.gangway(&["subscriptions", "list"]);
        if !json {
            command = gangway(&["--profile", "desk", "subscriptions", "list"]);
            command.env("GANGWAY_HOME", home.folder.path()).env("GANGWAY_CREDENTIALS_DIR", home.credentials());
        }
        let ran = run(command, b"");
        assert!(ran.code != 0 && !format!("{ran:?}").contains("AbCdEf-GhIjKl"), "{ran:?}");
        assert!(format!("{ran:?}").contains("•••"), "{ran:?}");
    }
    assert!(heard.lock().unwrap().iter().any(|it| it.contains(TOKEN)));
}

#[test]
fn the_way_is_said_and_a_password_that_would_not_last_is_refused() {
    let home = Home::open();
    home.profile(&format!("{REAL}[network]\nproxy = \"proxy.corp:3128\"\ndirect = [\"login.rappi.test\"]\n"));
    let ran = run(through(home.gangway(&["network", "show"]), "http://system.corp:1"), b"");
    let said = ran.json();
    assert_eq!((ran.code, &said["using"], &said["password"]), (0, &"proxy".into(), &"missing".into()), "{ran:?}");
    let ways: Vec<_> = said["ways"].as_array().unwrap().iter().map(|way| (&way["through"], &way["namedBy"])).collect();
    let proxy = ("http://proxy.corp:3128".into(), "profile".into());
    assert_eq!(ways, [(&Value::Null, &Value::Null), (&proxy.0, &proxy.1)], "{said}");
    for args in [&["network", "password"][..], &["network", "password", "--remove"]] {
        let ran = run(home.gangway(args), b"geheim\n");
        assert!(ran.code != 0 && ran.stderr.contains("network-proxy-password"), "its file is named: {ran:?}");
        assert!(!format!("{ran:?}").contains("geheim"), "{ran:?}");
    }
    let (own, heard) = trap(|_| answered("403 Forbidden", ""));
    home.profile(&format!("{REAL}[network]\nproxy = \"http://{own}\"\n"));
    let ran = home.run(&["network", "test"]);
    assert_eq!((ran.code, step(&ran.json(), "api_host")["finding"].clone()), (4, "proxy_forbids".into()), "{ran:?}");
    assert!(heard.lock().unwrap().iter().all(|it| it.starts_with("CONNECT ")), "and nothing else is called");
}
