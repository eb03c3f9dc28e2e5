# The Python environment in .venv, exactly as the lock files say; new_environment has made an empty one.

make_python() {
    local mode=$1 locks=(requirements-build.txt) stamp
    locks+=("$([[ $mode == dev ]] && say requirements-dev.txt || say requirements.txt)")
    has_node || locks+=(requirements-node.txt)
    stamp="$(digest "${locks[@]}" pyproject.toml) ${locks[*]}"
    [[ $(cat .venv/.installed 2>/dev/null) == "$stamp" ]] && return
    rm -f .venv/.installed
    install_installer
    eval "$(.venv/bin/python script/lib/uv_settings.py)"
    export UV_COMPILE_BYTECODE=1 UV_NO_PROGRESS=1 UV_PYTHON="$root/.venv/bin/python" VIRTUAL_ENV="$root/.venv"
    export UV_PYTHON_DOWNLOADS=never
    run "Install Python packages (${locks[*]})" "See that the package index is reachable, as for pip." \
        .venv/bin/uv pip sync --require-hashes "${locks[@]}"
    run "Make the checkout importable" "Remove .venv and try anew." \
        .venv/bin/uv pip install --no-deps --no-build-isolation --no-index -e .
    link_node
    [[ $mode == dev ]] && touch .venv/.for-tests
    say "$stamp" >.venv/.installed
}

# Programs in an environment carry its path, so one that was moved is of no use.
environment_is_sound() {
    [[ $(cat .venv/.root 2>/dev/null) == "$root" ]] && .venv/bin/python -c '' 2>/dev/null
}

new_environment() {
    local python
    python=$(fit_python) || fail "no Python 3.11 or newer with venv was found" "apt-get install python3-venv"
    rm -rf .venv
    run "Make .venv with $python" "apt-get install python3-venv" "$python" -m venv .venv
    say "$root" >.venv/.root
}

# pip installs uv, and uv the rest in a tenth of the time.
install_installer() {
    local wanted
    wanted=$(sed -n 's/^uv==\([^ ;]*\).*/\1/p' requirements-build.txt)
    [[ $(.venv/bin/uv --version 2>/dev/null) == "uv $wanted"* ]] && return
    run "Install uv $wanted" "See that pip can reach its package index." \
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt
}
