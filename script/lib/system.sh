# What has to come from the system's own packages.

# The folder of the newest PostgreSQL ≥ 15 that has PostGIS; fails when there is none.
postgres_with_postgis() {
    local folder version found=
    for folder in /usr/lib/postgresql/*/bin/postgres; do
        version=${folder#/usr/lib/postgresql/}
        version=${version%%/*}
        [[ -x $folder && $version =~ ^[0-9]+$ ]] || continue
        ((version >= 15)) && [[ -e /usr/share/postgresql/$version/extension/postgis.control ]] && found=$version
    done
    [[ -n $found || -n ${GRIDWARDEN_POSTGRES_BIN:-} ]]
}

python_is_fit() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

fit_python() {
    local candidate
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && python_is_fit "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# Not through a pipe: grep ends at the first line that fits, and ldconfig would fail for want of a reader.
has_library() { grep -q "$1" <<<"$(/sbin/ldconfig -p 2>/dev/null)"; }

has_chinese_font() {
    [[ -n $(find /usr/share/fonts ~/.fonts ~/.local/share/fonts \( -iname 'wqy*' -o -iname '*cjk*' \) -print -quit 2>/dev/null) ]]
}

# A browser that the end-to-end tests can drive; prints its path.
find_browser() {
    local candidate
    for candidate in ${GRIDWARDEN_BROWSER:+"$GRIDWARDEN_BROWSER"} chromium google-chrome-stable google-chrome chromium-browser; do
        candidate=$(command -v "$candidate") || continue
        # Ubuntu's chromium is a door to a snap, which opens neither in a container nor for root.
        grep -qs 'snap' "$candidate" && continue
        say "$candidate"
        return
    done
    candidate=$(find "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" -path '*chrome-linux*' -name chrome -type f 2>/dev/null | sort | tail -n 1)
    [[ -n $candidate ]] && say "$candidate"
}

is_ubuntu() { grep -qs '^ID=ubuntu' /etc/os-release; }

# wanted_packages dev|run: print the names of packages that are missing. PostGIS stands as a placeholder, because its
# package carries a version that is known only after the package lists were fetched.
wanted_packages() {
    fit_python >/dev/null || [[ -x .venv/bin/python ]] || say python3-venv
    [[ -n ${DATABASE_URL:-} && $1 == run ]] || postgres_with_postgis || say POSTGIS
    has_library libgdal.so || say GDAL
    has_library libgeos_c.so || say libgeos-c1v5
    has_library libproj.so || say PROJ
    command -v msgfmt >/dev/null || say gettext
    [[ $1 == dev ]] || return 0
    has_chinese_font || say fonts-wqy-microhei
    find_browser >/dev/null || is_ubuntu || say chromium
}

# Names on this release for what wanted_packages left open.
resolve() {
    local package
    for package in "$@"; do
        case $package in
            POSTGIS) newest_package 'postgresql-[0-9]+-postgis-3' ;;
            GDAL) newest_package 'libgdal[0-9]+(t64)?' ;;
            PROJ) newest_package 'libproj[0-9]+(t64)?' ;;
            libgeos-c1v5) newest_package 'libgeos-c1(v5|t64)' ;;
            *) say "$package" ;;
        esac
    done
}

newest_package() { apt-cache search --names-only "^$1\$" | cut -d' ' -f1 | sort -V | tail -n 1; }

as_root() { if ((EUID)); then sudo -- "$@"; else "$@"; fi; }

install_packages() {
    local wanted=("$@") packages
    command -v apt-get >/dev/null || fail "this system has no apt" \
        "Gridwarden installs itself on Debian 12 and Ubuntu 24.04. Elsewhere install by hand:" \
        "Python ≥ 3.11 with venv, PostgreSQL ≥ 15 with PostGIS 3, GDAL, GEOS, PROJ, gettext."
    if ((EUID)) && ! command -v sudo >/dev/null; then
        fail "system packages are missing: ${wanted[*]}" "Run as root:" \
            "apt-get update && apt-get install --no-install-recommends $(spelled_out "${wanted[@]}")"
    fi
    run "Fetch the system's package lists" "See that apt can reach its servers." as_root apt-get update -q
    mapfile -t packages < <(resolve "${wanted[@]}")
    keep_clusters_away
    run "Install ${packages[*]}" "Run: apt-get install --no-install-recommends ${packages[*]}" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
    let_clusters_be
}

spelled_out() {
    local names=" $* "
    names=${names/ POSTGIS / postgresql-postgis }
    names=${names/ GDAL / gdal-bin }
    names=${names/ PROJ / proj-bin }
    say "$names"
}

# Debian's package makes and starts a cluster of its own when it is installed; nobody here needs that one. The setting
# stands only while we install, so that an administrator's own installation later behaves as ever.
cluster_setting=/etc/postgresql-common/createcluster.d/gridwarden.conf

keep_clusters_away() {
    as_root mkdir -p "${cluster_setting%/*}"
    say "create_main_cluster = false" | as_root tee "$cluster_setting" >/dev/null
    trap let_clusters_be EXIT
}

let_clusters_be() {
    as_root rm -f "$cluster_setting"
    trap - EXIT
}
