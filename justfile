# The commands that people need. `just` lists them; CONTRIBUTING.md says more.

_list:
    @just --list --unsorted

# System and npm packages (Debian-like machines)
setup:
    ./scripts/setup.sh

# Build and open the window
run:
    ./scripts/run.sh

# Everything that must hold, as the build server runs it
test:
    ./scripts/test.sh

# The same with more seeds, kills and cases
nightly:
    ./scripts/test.sh --nightly

# Formatting and lints of both languages
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    npm --prefix ui run check
    npm --prefix ui run types
    npm --prefix ui run unused

# TypeScript of the border, and rows for the window's tests, from Rust
generate:
    cargo run --quiet --example bindings
    cargo run --quiet --package gangway-tests --example fixtures

# The window's pages in a browser, with a pretended shell
fake:
    npm --prefix ui run fake

# One journey through the real window: just journey deny
journey name:
    npm --prefix ui run build
    cargo build --workspace
    cargo test --package gangway-desktop-tests -- --test-threads=1 {{name}}

# Play seeds of the engine's simulation: just simulate 10000
simulate seeds="500":
    GANGWAY_SEEDS={{seeds}} cargo test --package gangway-core --lib simulation

# Packages for this system
package:
    ./scripts/package.sh

# Install the packages into a clean Debian and use them
test-packages suite="bookworm":
    sudo ./scripts/test-packages.sh {{suite}}
