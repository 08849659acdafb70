use super::{LinkRefusal, OPEN, parse};

/// Of what follows `…:/open/`: the environment and the address in the window, or why not.
fn check(rest: &str, expected: Result<(&str, &str), LinkRefusal>) {
    let read = parse(&format!("{OPEN}{rest}"));
    let read = read.map(|link| (link.environment.clone(), link.address()));
    let expected = expected.map(|(environment, address)| (environment.to_owned(), address.to_owned()));
    assert_eq!(read, expected, "{rest}");
}

#[test]
fn a_place_and_its_view_are_written_anew() {
    check("home?environment=sandbox", Ok(("sandbox", "/home")));
    check("merchants?environment=rappi-mx&which=signIn", Ok(("rappi-mx", "/merchants?which=signIn")));
    check(
        "merchants/auth0%7C5f/stores?filter=ours&environment=sandbox&filter=other&search=a+b%26c",
        Ok(("sandbox", "/merchants/auth0%7C5f/stores?filter=ours&filter=other&search=a+b%26c")),
    );
    check(
        "applications?view=table&status=IN_REVIEW&status=NEEDS_INFORMATION&environment=x",
        Ok(("x", "/applications?view=table&status=IN_REVIEW&status=NEEDS_INFORMATION")),
    );
    check("deliveries?environment=x&verdict=rejected&open=7", Ok(("x", "/deliveries?verdict=rejected&open=7")));
    check("notifications?environment=x&search=Jos%C3%A9", Ok(("x", "/notifications?search=Jos%C3%A9")));
}

#[test]
fn what_is_no_place_is_named_so() {
    for rest in [
        "nowhere",
        "",
        "settings/credentials",
        "settings",
        "Home",
        "home/",
        "home/x",
        "merchants/",
        "merchants/m1",
        "merchants/m1/nonsense",
        "merchants/m1/stores/",
        "merchants//stores/x",
        "oauth/callback",
        "../home",
        "home/../merchants",
    ] {
        check(&format!("{rest}?environment=x"), Err(LinkRefusal::PlaceUnknown));
    }
}

#[test]
fn hostile_links_are_refused() {
    let long = "x".repeat(201);
    let many = "&filter=ours".repeat(25);
    for rest in [
        "home",
        "home?environment=",
        "home?environment=..%2Fx",
        "home?environment=x&environment=y",
        "home?environment=x&provision=true",
        "home?environment=x&act=import",
        "home?environment=x#fragment",
        "home?environment=x\n",
        "home?environment=x y",
        "activity?environment=x&search=%00",
        "activity?environment=x&search=%0D%0A",
        "merchants/%2e%2e/stores?environment=x",
        "merchants/../stores?environment=x",
        "merchants/a%2Fb/stores?environment=x",
        "merchants/a%5Cb/stores?environment=x",
        "merchants/a%253Fb/stores?environment=x",
        "merchants/%FF/stores?environment=x",
        "merchants//stores?environment=x",
        "home?environment=café",
        &format!("activity?environment=x&search={long}"),
        &format!("merchants/{long}/stores?environment=x"),
        &format!("merchants/m1/stores?environment=x{many}"),
        &format!("activity?environment=x&search={}", "x%20".repeat(600)),
    ] {
        check(rest, Err(LinkRefusal::Malformed));
    }
    for link in [
        "",
        "dev.gangway.console:/oauth/callback?code=1&state=2",
        "dev.gangway.console://open/home?environment=x",
        "dev.gangway.console:open/home?environment=x",
        "DEV.GANGWAY.CONSOLE:/open/home?environment=x",
        " dev.gangway.console:/open/home?environment=x",
        "https://elsewhere.example/open/home?environment=x",
        "javascript:alert(1)",
    ] {
        assert_eq!(parse(link), Err(LinkRefusal::Malformed), "{link}");
    }
}

#[test]
fn what_is_read_is_read_alike_again() {
    let link = "merchants/a%20%C3%B1%7C/operations?operation=op-1&outcome=failed&page=2&row=r&environment=x";
    let once = parse(&format!("{OPEN}{link}")).unwrap();
    let again = parse(&format!("{OPEN}{}&environment=x", &once.address()[1..])).unwrap();
    assert_eq!(again, once);
}

#[test]
fn what_a_notification_leads_to_is_an_address_that_a_link_could_have() {
    assert_eq!(super::run("a b/c", "op-1"), "/merchants/a%20b%2Fc/operations?operation=op%2D1".replace("%2D", "-"));
    assert_eq!(super::notification("m&1"), "/notifications?open=m%261");
}
