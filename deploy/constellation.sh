#!/usr/bin/env bash
# Runs compose.yaml as plain processes: a temporary PostgreSQL cluster, two nodes, and HAProxy with haproxy.cfg. Everything listens on
# 127.0.0.1 and lives in one temporary folder, which is removed at the end.
#
#   deploy/constellation.sh          runs a smoke test through the proxy, then stops
#   deploy/constellation.sh run      runs until Ctrl+C
#
# LINNET=/path/to/linnet (or linnet.dll) names the program; without it, the script publishes the sources first.
# Debian packages: postgresql haproxy curl.
set -euo pipefail

mode="${1:-smoke}"
here="$(cd "$(dirname "$0")" && pwd)"
# Debian installs HAProxy in /usr/sbin, which is only in root's PATH.
PATH="$PATH:/usr/sbin"

# Limit the smoke test to 300 seconds.
if [[ $mode == smoke && -z ${LINNET_BOUNDED:-} ]]; then
  LINNET_BOUNDED=1 exec timeout --foreground --kill-after=30 300 "$0" "$@"
fi

say() { printf '%s\n' "$*"; }
give_up() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

folder="$(mktemp -d /tmp/linnet-constellation.XXXXXX)"
started=()
clean_up() {
  local status=$?
  trap - EXIT
  ((status == 0)) || tail -n 20 "$folder"/*.log >&2 2> /dev/null || true
  ((${#started[@]} == 0)) || kill "${started[@]}" 2> /dev/null || true
  [[ ! -f $folder/data/postmaster.pid ]] || as_postgres "$programs/pg_ctl" stop -s -m fast -D "$folder/data" || true
  wait
  rm -rf "$folder"
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# PostgreSQL refuses to run as root.
as_postgres() { if ((EUID == 0)); then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi; }

# until_true SECONDS WHAT COMMAND...
until_true() {
  local end=$((SECONDS + $1)) what="$2"
  shift 2
  until "$@" > /dev/null 2>&1; do
    ((SECONDS < end)) || give_up "timed out: $what"
    sleep 0.1
  done
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

start_postgres() {
  programs="$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2> /dev/null | sort -V | tail -n 1)"
  [[ -n $programs ]] || give_up "PostgreSQL is not installed"
  local port
  port="$(free_port)"
  mkdir "$folder/data" "$folder/socket"
  chmod 711 "$folder"
  ((EUID != 0)) || chown postgres "$folder/data" "$folder/socket"
  as_postgres "$programs/initdb" -D "$folder/data" -U linnet -A trust -E UTF8 --locale=C.UTF-8 --no-sync > "$folder/initdb.log"
  as_postgres "$programs/pg_ctl" start -s -w -D "$folder/data" -l "$folder/socket/postgres" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder/socket -c fsync=off" < /dev/null > /dev/null
  as_postgres "$programs/createdb" -h 127.0.0.1 -p "$port" -U linnet linnet
  database="postgresql://linnet@127.0.0.1:$port/linnet"
}

find_linnet() {
  if [[ -z ${LINNET:-} ]]; then
    LINNET="$here/../artifacts/constellation/linnet"
    say "Publishing Linnet"
    dotnet publish "$here/../src/Linnet" -c Release -v quiet -o "$here/../artifacts/constellation"
  fi
  linnet=("$LINNET")
  [[ $LINNET != *.dll ]] || linnet=(dotnet "$LINNET")
}

address_in() { sed -n 's/^ *listening  *\(http[^, ]*\).*/\1/p' "$1"; }

# start_node NAME: appends its process id to started.
start_node() {
  LINNET_DATABASE="$database" LINNET_SERVER__TRUSTEDPROXIES=127.0.0.1 LINNET_STORAGE__POSTGRESWAITSECONDS=5 \
    "${linnet[@]}" --urls http://127.0.0.1:0 > "$folder/$1.log" 2>&1 &
  started+=($!)
}

has_listened_or_ended() { grep -q listening "$folder/$1.log" || ! kill -0 "$2"; }

start_proxy() {
  local port
  port="$(free_port)"
  LINNET_BIND="127.0.0.1:$port" LINNET_NODE1="${node1#http://}" LINNET_NODE2="${node2#http://}" \
    haproxy -db -f "$here/haproxy.cfg" > "$folder/haproxy.log" 2>&1 &
  started+=($!)
  proxy="http://127.0.0.1:$port"
  until_true 20 "the proxy finds a node" curl -fsS -m 2 "$proxy/health/ready"
}

find_linnet
start_postgres
# Both start on an empty database at once: one creates the tables, the other waits.
start_node node1
node1_process="${started[-1]}"
start_node node2
for node in node1 node2; do
  until_true 60 "$node listens or has ended" has_listened_or_ended "$node" "${started[$((${node#node} - 1))]}"
  grep -q listening "$folder/$node.log" || give_up "$node did not start"
done
node1="$(address_in "$folder/node1.log")"
node2="$(address_in "$folder/node2.log")"
start_proxy
say "proxy $proxy"
say "node1 $node1"
say "node2 $node2"

if [[ $mode == run ]]; then
  say "Ctrl+C stops it"
  wait
fi

. "$here/smoke.sh"
