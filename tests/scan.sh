#!/usr/bin/env bash
# Sets three scanners on a Linnet that it starts for them: sqlmap on what goes into SQL, ffuf on paths, slowhttptest on
# patience. Loopback only, about three minutes. Says what each found; fails when the server gave way.
#
#     apt-get install sqlmap ffuf slowhttptest curl
#     dotnet build src/Linnet && tests/scan.sh
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in sqlmap ffuf slowhttptest curl; do
  command -v "$tool" > /dev/null || { echo "$tool is missing: apt-get install $tool"; exit 2; }
done

port="${LINNET_SCAN_PORT:-8917}"
site="http://127.0.0.1:$port"
folder="$(mktemp -d)"
findings=0

# Limits off: a refusal for asking too often would hide what is behind it.
dotnet src/Linnet/bin/Debug/net10.0/linnet.dll --urls="$site" --database="$folder/scan.db" --ratelimits:enabled=false \
  --passwords:bcryptcost=4 > "$folder/linnet.log" 2>&1 &
server=$!
trap 'kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; rm -rf "$folder"' EXIT

answers() { curl -fsS -o /dev/null --max-time 5 "$site$1" 2> /dev/null; }
for _ in $(seq 60); do answers /health && break; sleep 0.5; done
answers /health || { cat "$folder/linnet.log"; exit 2; }

finding() { findings=$((findings + 1)); echo "  FOUND: $*"; }
say() { printf '\n== %s\n' "$*"; }

json() { curl -sS --max-time 10 -H 'Content-Type: application/json' "$@"; }
json -o /dev/null -d '{"username":"scan","email":"scan@example.org","password":"correct horse battery"}' "$site/auth/register"
token="$(json -d '{"username":"scan","password":"correct horse battery"}' "$site/auth/login/json" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')"
json -o /dev/null -H "Authorization: Bearer $token" -d '{"content":"Scan me."}' "$site/tweets/"

say "sqlmap"
inject() {
  echo "  $1 ${2:-}"
  timeout 60 sqlmap --batch --disable-coloring --flush-session --output-dir="$folder/sqlmap" --level=1 --risk=1 --technique=BEU --dbms=SQLite \
    --ignore-code=401,404,422 --threads=2 --timeout=5 --retries=0 -H "Authorization: Bearer $token" -u "$site$1" ${2:+--data="$2"} \
    > "$folder/sqlmap.log" 2>&1 || true
  if grep -qE 'is vulnerable|identified the following injection' "$folder/sqlmap.log"; then
    finding "sqlmap says that $1 can be injected"
    grep -A8 'identified the following' "$folder/sqlmap.log"
  elif ! grep -qE 'do not appear to be injectable|not injectable' "$folder/sqlmap.log"; then
    echo "  without an end: $(grep -E 'CRITICAL|WARNING' "$folder/sqlmap.log" | tail -n 1)"
  fi
}
inject '/auth/login' 'username=scan*&password=x*'
inject '/auth/login/json' '{"username":"scan*","password":"x"}'
inject '/users/scan*'
inject '/users/?skip=0*&limit=5*'
inject '/tweets/1*'
inject '/notifications/?types=like*&max_id=5*'

say "ffuf"
# What there is (AsyncAPI and health besides the contract), and what must not be: files, consoles, dumps, traversals.
printf '%s\n' health health/live health/ready docs redoc openapi.json asyncapi.json > "$folder/expected"
printf '%s\n' .env .git/config .git/HEAD appsettings.json appsettings.Production.json web.config linnet.dll linnet.pdb twitter.db twitter.db.key scan.db \
  scan.db.key backup.db admin console debug metrics trace actuator actuator/env swagger swagger.json swagger/v1/swagger.json phpinfo.php server-status \
  robots.txt sitemap.xml .well-known/security.txt api v1 graphql internal private test status dump heapdump env config logs log/linnet.log \
  ../etc/passwd ..%2f..%2fetc%2fpasswd %2e%2e/%2e%2e/etc/passwd assets/..%2f..%2fappsettings.json assets/../appsettings.json docs/../../etc/passwd \
  'docs/..%5c..%5cappsettings.json' 'assets/%00' '%2fetc%2fpasswd' '?debug=1' users tweets notifications auth ws sse "$(cat "$folder/expected")" \
  > "$folder/paths"
timeout 60 ffuf -s -t 4 -u "$site/FUZZ" -w "$folder/paths" -mc 200-399,500-599 -of csv -o "$folder/ffuf.csv" > "$folder/ffuf.log" 2>&1 || true
[ -s "$folder/ffuf.csv" ] || finding "ffuf wrote no report: $(tail -n 1 "$folder/ffuf.log")"
# Columns: FUZZ, url, redirectlocation, position, status_code, …
while IFS=, read -r path _ _ _ status _; do
  case "$path" in FUZZ | '?debug=1') continue ;; esac
  grep -qxF "$path" "$folder/expected" && [ "$status" -lt 400 ] || finding "/$path answers $status"
done < "$folder/ffuf.csv"
echo "  $(wc -l < "$folder/paths") paths, $(($(wc -l < "$folder/ffuf.csv") - 1)) answered"

say "slowhttptest"
# Kinds: -H headers that never end, -B bodies that never end, -X answers that nobody reads. Meanwhile others must be served.
for kind in H B X; do
  timeout 60 slowhttptest "-$kind" -c 200 -r 100 -i 5 -l 25 -p 3 -x 8 -u "$site/$([ "$kind" = B ] && echo auth/login)" \
    $([ "$kind" = B ] && echo -t POST) > "$folder/slow.log" 2>&1 &
  slow=$!
  served=0 refused=0
  while kill -0 "$slow" 2> /dev/null; do
    if answers /health/ready; then served=$((served + 1)); else refused=$((refused + 1)); fi
    sleep 0.5
  done
  wait "$slow" || true
  echo "  -$kind: $served asked beside it and were served, $refused were not; $(grep -aE 'Exit status' "$folder/slow.log" | tail -n 1 | sed 's/\x1b\[[0-9;]*m//g' || true)"
  ((refused == 0)) || finding "slowhttptest -$kind kept $refused others from being served"
done

say "Afterwards"
kill -0 "$server" 2> /dev/null || finding "the server ended"
answers /health/ready || finding "the server is not ready"
failures="$(grep -cE ' (fail|crit): ' "$folder/linnet.log" || true)"
((failures == 0)) || { finding "$failures errors in the log"; grep -E ' (fail|crit): ' "$folder/linnet.log" | cut -c1-300 | head -n 5; }
echo "$findings findings"
exit $((findings > 0))
