//! `scripts/run.sh --tour`: the first journey, with a short summary and pictures in `target/tour/`.

use gangway_desktop_tests::{Seat, tour};
use std::time::Instant;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let started = Instant::now();
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("tour");
    let seen = tour::take(&seat, &window).await;
    window.close().await;
    say(&format!("The tour took {} s:", started.elapsed().as_secs()));
    for line in seen {
        say(&format!("  ✓ {line}"));
    }
    say("Pictures of every step are in target/tour/.");
}

#[expect(clippy::print_stdout, reason = "the summary is what the tour is for")]
fn say(line: &str) {
    println!("{line}");
}
