# Sourced by the peers: what they have in common. The lab's README says what each script is for.
. "$LAB/peers/lib.sh"
HERE=${TAPEWIRE_HOME:-$(cd "$PEER_DIR/../../../.." && pwd)} # a checkout that has been built
WAR=$HERE/target/tapewire.war
export TAPEWIRE_TOKEN=lab-token-of-no-use
rm -rf "$RUN/history" # each run begins with nothing
export TAPEWIRE_HISTORY_DIR=$RUN/history
HEAP="-Xms256m -Xmx256m -XX:+AlwaysPreTouch $JAVA_MORE"

ready() { # ready PORT PID: wait (<= 90 s) until the deployed application answers, then print the pid
  local i
  for i in $(seq 900); do
    curl -sf -o /dev/null "http://127.0.0.1:$1/tapewire/icon.svg" && { echo "$2"; return 0; }
    kill -0 "$2" 2>/dev/null || { cat "$RUN/log" >&2; return 1; }
    sleep 0.1
  done
  kill "$2"; echo "not ready" >&2; return 1
}
