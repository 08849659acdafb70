use super::{IpKind, Reach, check, kind, written};

#[test]
fn addresses_of_real_profiles() {
    let is = |text: &str, expected: &str| {
        let outcome = check(text, Reach::Public).map_or_else(|bad| bad.code(), |_| "ok");
        assert_eq!(outcome, expected, "{text}");
    };
    for text in [
        "https://dev_api.important-merchant.com/customers/invoices",
        "https://api-m.sandbox.baseurl.com/v2/customer/orders",
        " https://shop.example.co.uk:8443/a?b=c ",
        "https://bücher.de/",
        "https://xn--bcher-kva.de/",
        "https://пример.рф/",
        "https://merchant.com./x",
        "https://93.184.215.14/hooks",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
        "https://shop.github.io/",
    ] {
        is(text, "ok");
    }
    for (text, expected) in [
        ("", "syntax"),
        ("shop.com/hooks", "syntax"),
        ("https://", "syntax"),
        ("https:///hooks", "syntax"),
        // Taken by a browser's parser all the same.
        ("https:///shop.com/hooks", "syntax"),
        ("https:shop.com/hooks", "not_https"),
        ("https:/shop.com/hooks", "not_https"),
        ("https://shop.com:0/", "syntax"),
        ("https://shop.com:65536/", "syntax"),
        ("https://a b.com/", "ambiguous"),
        ("https://a.com/\tx", "ambiguous"),
        ("https:\\\\a.com", "ambiguous"),
        ("http://shop.com/", "not_https"),
        ("ftp://shop.com/", "not_https"),
        ("javascript:alert(1)", "not_https"),
        ("https://u:p@shop.com/", "credentials"),
        ("https://shop.com@10.0.0.1/", "credentials"),
        ("https://@shop.com/", "credentials"),
        ("https://:@shop.com/", "credentials"),
        ("https://shop.com%40evil.com/", "syntax"),
        ("https://shop.com/#x", "fragment"),
        ("https://localhost/", "not_public"),
        ("https://intranet/", "not_public"),
        ("https://printer.local/", "not_public"),
        ("https://a.internal/", "not_public"),
        ("https://a.example/", "not_public"),
        ("https://co.uk/", "suffix"),
        ("https://github.io/", "suffix"),
        ("https://127.0.0.1/", "private"),
        // Other spellings of 127.0.0.1 and 10.0.0.1.
        ("https://2130706433/", "private"),
        ("https://0x7f.1/", "private"),
        ("https://012.0.0.1/", "private"),
        ("https://[::ffff:10.0.0.1]/", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://[::1]/", "private"),
        ("https://0/", "private"),
        ("https://0.0.0.0/", "private"),
        ("https://127.0.0.1./", "private"),
        ("https://localhost./", "not_public"),
        ("https://co.uk./", "suffix"),
        ("https://[::ffff:7f00:1]/", "private"),
        ("https://[64:ff9b::a9fe:a9fe]/", "private"),
        ("https://[fe80::1]/", "private"),
        // Digits of another script are digits to every resolver.
        ("https://１２７.0.0.1/", "private"),
        ("https://127。0。0。1/", "private"),
    ] {
        is(text, expected);
    }
}

#[test]
fn every_client_can_read_what_is_sent() {
    let is = |text: &str, expected: &str| {
        assert_eq!(check(text, Reach::Public).unwrap().text, expected);
        assert_eq!(written(text), expected);
    };
    is(" https://bücher.de/käufer?ß=1 ", "https://xn--bcher-kva.de/k%C3%A4ufer?%C3%9F=1");
    is("https://пример.рф", "https://xn--e1afmkfd.xn--p1ai/");
    // What everybody can read stays as it was typed.
    is("https://Shop.com:443", "https://Shop.com:443");
    assert_eq!(written(" bücher "), "bücher");
}

#[test]
fn the_sandbox_reaches_this_machine_and_nothing_else_private() {
    let is = |text: &str, expected: &str| {
        let outcome = check(text, Reach::Loopback).map_or_else(|bad| bad.code(), |_| "ok");
        assert_eq!(outcome, expected, "{text}");
    };
    is("http://127.0.0.1:4180/hooks/x", "ok");
    is("http://[::1]:4180/", "ok");
    is("http://localhost:1/", "ok");
    is("https://127.0.0.1:4180/", "ok");
    is("https://shop.com/", "ok");
    is("http://shop.com/", "not_https");
    is("http://10.0.0.1/", "not_https");
    is("https://10.0.0.1/", "private");
}

#[test]
fn every_kind_of_address() {
    let is = |text: &str, expected: Option<IpKind>| assert_eq!(kind(text.parse().unwrap()), expected, "{text}");
    for (text, expected) in [
        ("127.9.9.9", IpKind::Loopback),
        ("10.1.2.3", IpKind::Private),
        ("172.16.0.1", IpKind::Private),
        ("172.31.255.255", IpKind::Private),
        ("192.168.1.1", IpKind::Private),
        ("169.254.0.1", IpKind::LinkLocal),
        ("100.64.0.1", IpKind::Shared),
        ("100.127.255.255", IpKind::Shared),
        ("224.0.0.1", IpKind::Group),
        ("255.255.255.255", IpKind::Group),
        ("0.1.2.3", IpKind::Reserved),
        ("192.0.2.1", IpKind::Reserved),
        ("192.0.0.8", IpKind::Reserved),
        ("198.19.0.1", IpKind::Reserved),
        ("198.51.100.7", IpKind::Reserved),
        ("203.0.113.7", IpKind::Reserved),
        ("240.0.0.1", IpKind::Reserved),
        ("::1", IpKind::Loopback),
        ("::", IpKind::Reserved),
        ("::ffff:127.0.0.1", IpKind::Loopback),
        ("::10.0.0.1", IpKind::Private),
        ("64:ff9b::a00:1", IpKind::Private),
        ("64:ff9b:1::1", IpKind::Private),
        ("2002:a00:1::", IpKind::Private),
        ("fd00::1", IpKind::Private),
        ("fe80::1", IpKind::LinkLocal),
        ("ff02::1", IpKind::Group),
        ("2001::1", IpKind::Reserved),
        ("2001:db8::1", IpKind::Reserved),
        ("3fff:1::1", IpKind::Reserved),
        ("100::1", IpKind::Reserved),
        ("4000::1", IpKind::Reserved),
    ] {
        is(text, Some(expected));
    }
    for text in [
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "192.1.0.1",
        "2606:4700::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2a00::1",
    ] {
        is(text, None);
    }
}
