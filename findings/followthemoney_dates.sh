#!/usr/bin/env bash
# FollowTheMoney's dates lose what an event's day rests on, without a word: a local time is turned into UTC and its zone dropped,
# so that what happened at one in the morning in Tehran stands on the day before; a week becomes its year; a day written
# with slashes or in words is cut down to the year, or gone; a Solar Hijri day stays as if it were Gregorian.
# Seen with followthemoney 4.11.2, see the lines at the end.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q followthemoney==4.11.2 2>/dev/null
said=$("$work/env/bin/python" - <<'PY'
from followthemoney import model

for text in ("2024-05-15T01:00:00+03:30", "2024-W20", "2024/05/15", "15 May 2024", "1402-08-15", "2024-05-XX"):
    event = model.make_entity("Event")
    event.id = "e"
    event.add("date", text)
    print(text, *event.get("date"))
PY
)
echo "$said"
[ "$said" = "2024-05-15T01:00:00+03:30 2024-05-14T21:30:00
2024-W20 2024
2024/05/15 2024
15 May 2024
1402-08-15 1402-08-15
2024-05-XX 2024-05" ]
