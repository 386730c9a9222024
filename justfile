# Short names for what `cargo xtask` does; nothing here decides anything.

# The names
[private]
default:
    @just --list

# Everything the build server checks
test *arguments:
    cargo xtask test {{ arguments }}

# Only tests whose name contains the text
only text:
    cargo xtask test --filter {{ quote(text) }}

# The house rules that no lint knows
tidy:
    cargo xtask tidy

# The offline Discord with its page, and every bot
demo *arguments:
    cargo xtask demo {{ arguments }}

# The benchmarks, in release mode
bench *arguments:
    cargo xtask bench -- {{ arguments }}

# Hangman's word list from its sources
words *arguments:
    cargo xtask words {{ arguments }}

# What others wrote and only tests use, outside the repository
clients:
    cargo xtask clients

# Layout as rustfmt wants it
fmt:
    cargo fmt --all

# Postgres, migrations and hangman in containers
up:
    docker compose up --build --wait

# Stop the containers; the data stays
down:
    docker compose down
