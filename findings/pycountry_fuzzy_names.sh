#!/usr/bin/env bash
# pycountry's fuzzy search, which many scripts use to code actors, takes Niger for Nigeria first and Kosovo for Serbia,
# and knows neither Turkey, Burma, Swaziland nor Ivory Coast: it looks into the names of subdivisions, yet has one current
# official name a country and none that news still print.
# Seen with pycountry 26.2.16, see the lines at the end.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q pycountry==26.2.16 2>/dev/null
said=$("$work/env/bin/python" - <<'PY'
import pycountry

for name in ("Niger", "Kosovo", "Turkey", "Burma", "Swaziland", "Ivory Coast", "Sudan", "Aden"):
    try:
        print(name, *(c.alpha_3 for c in pycountry.countries.search_fuzzy(name)))
    except LookupError:
        print(name, "unknown")
PY
)
echo "$said"
[ "$said" = "Niger NGA NER
Kosovo SRB
Turkey unknown
Burma unknown
Swaziland unknown
Ivory Coast unknown
Sudan SDN SSD
Aden DEU SVN DNK" ]
