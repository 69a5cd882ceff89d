# Runs the server given as arguments, for as long as standard input is open.
# Whoever holds the other end of that pipe stops the server by closing it, or by dying.
set -m                      # a process group of its own: Ctrl-C in the terminal is not for the server
trap '' INT HUP TERM
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
exec >/dev/null 2>&1        # from here on only bash would speak, of its jobs
{
    while read -r _ <&3; do :; done
    kill -INT "$server"     # fast shutdown: no new transactions, the running ones are aborted
    sleep 8
    kill -QUIT "$server"    # immediate: the next start replays the log
} &
wait "$server"
code=$?
kill -KILL -- "-$!"
exit "$code"
