# A smoke test through the proxy that checks both nodes. Sourced by constellation.sh, which sets $proxy, $node1 and $node2.

ask() { curl -sS -m 10 -H 'Content-Type: application/json' "$@"; }
token() { sed 's/.*"access_token":"\([^"]*\)".*/\1/'; }

# expect WHAT PART COMMAND...: the command's output contains PART.
expect() {
  local what="$1" part="$2" printed
  shift 2
  printed="$("$@")" || give_up "$what: $*"
  [[ $printed == *"$part"* ]] || give_up "$what: no $part in $printed"
  say "ok $what"
}

# shows PART COMMAND...
shows() { local part="$1"; shift; "$@" | grep -qF "$part"; }

join() { ask "$proxy/auth/register" -d "{\"username\": \"$1\", \"email\": \"$1@example.org\", \"password\": \"correct horse\"}"; }
enter() { ask "$proxy/auth/login/json" -d "{\"username\": \"$1\", \"password\": \"correct horse\"}" | token; }
ada() { ask -H "Authorization: Bearer $ada" "$@"; }
ben() { ask -H "Authorization: Bearer $ben" "$@"; }

expect "ada registers" '"username":"ada"' join ada
expect "ben registers" '"username":"ben"' join ben
ada="$(enter ada)"
ben="$(enter ben)"
expect "ada is logged in" '"email":"ada@example.org"' ada "$proxy/users/me"

# The handshake by hand, because not every curl supports WebSockets.
curl -sS -N -m 120 --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \
  -H 'Sec-WebSocket-Key: bGlubmV0LWxpbm5ldC1sIQ==' "$proxy/ws/notifications?token=$ben" > "$folder/socket.heard" 2> /dev/null &
started+=($!)
until_true 10 "ben's socket is welcomed" grep -aq connection_established "$folder/socket.heard"
say "ok ben's socket goes through the proxy"

expect "ben tweets" '"content":"Hello, constellation"' ben "$proxy/tweets/" -d '{"content": "Hello, constellation"}'
expect "ada follows ben" '"is_following":true' ada -X POST "$proxy/users/ben/follow"
expect "ada likes it" '"likes_count":1' ada -X POST "$proxy/tweets/1/like"
for node in "$node1" "$node2"; do
  until_true 5 "$node shows ada the tweet and the like" shows '"content":"Hello, constellation"' ada "$node/tweets/timeline"
  until_true 5 "$node counts the like" shows '"likes_count":1' ada "$node/tweets/timeline"
done
say "ok both nodes show the same timeline"

for told in new_follow new_like; do
  until_true 5 "ben's socket receives $told" grep -aq "\"type\":\"$told\"" "$folder/socket.heard"
done
say "ok ben's socket receives both, whichever node handled them"
! grep -aqF "$ben" "$folder/haproxy.log" || give_up "the proxy's log has a token"
say "ok the proxy's log has no token"

kill -9 "$node1_process"
for name in ada ben; do
  until_true 10 "$name reads though a node was killed" shows '"likes_count":1' "$name" "$proxy/tweets/timeline"
done
expect "ada tweets though a node was killed" '"id":2' ada "$proxy/tweets/" -d '{"content": "Still here"}'
expect "ben follows her" '"is_following":true' ben -X POST "$proxy/users/ada/follow"
expect "ben reads it" '"Still here"' ben "$proxy/tweets/timeline"
say "The constellation works."
