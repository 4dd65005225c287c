#!/usr/bin/env bash
# Two kept libraries date the same Hijri day differently in more than half of all months: convertdate's `islamic` is the
# tabular calendar, hijridate's is Umm al-Qura's, which Saudi Arabia prints. The first doesn't say so in its functions' names, and
# nearly always comes out a day late, so that 1 Shawwal 1444 (21 April 2023 in Mecca) becomes the 22nd.
# Seen with convertdate 2.5.1 and hijridate 2.6.0, first days of the 156 months of 1435 to 1447:
# "same 63 later 91 earlier 2", "2023-04-22 2023-04-21".
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q convertdate==2.5.1 hijridate==2.6.0 2>/dev/null
said=$("$work/env/bin/python" - <<'PY'
from datetime import date
from convertdate import islamic
from hijridate import Hijri

def both(year, month, day):
    other = Hijri(year, month, day).to_gregorian()
    return date(*islamic.to_gregorian(year, month, day)), date(other.year, other.month, other.day)

days = [(a - b).days for a, b in (both(y, m, 1) for y in range(1435, 1448) for m in range(1, 13))]
print("same", days.count(0), "later", sum(d > 0 for d in days), "earlier", sum(d < 0 for d in days))
print(*both(1444, 10, 1))
PY
)
echo "$said"
[ "$said" = "same 63 later 91 earlier 2
2023-04-22 2023-04-21" ]
