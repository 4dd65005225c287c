#!/usr/bin/env bash
# flashgeotext, made to count places in news, takes countries for their neighbours with its own lists and default settings:
# South Sudan is Sudan, Papua New Guinea is Guinea-Bissau, the Republic of the Congo is the Democratic one, Northern Ireland is
# Ireland; Niger, Nigeria, Mali, Somalia and the Dominican Republic are found nowhere.
# Seen with flashgeotext 0.5.5, see the lines at the end.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q flashgeotext==0.5.5 2>/dev/null
said=$("$work/env/bin/python" - 2>/dev/null <<'PY'
from flashgeotext.geotext import GeoText

finder = GeoText()
for name in ("South Sudan", "Papua New Guinea", "Republic of the Congo", "Northern Ireland", "Niger", "Nigeria", "Mali",
             "Somalia", "Dominican Republic", "South Korea"):
    found = finder.extract(input_text=f"The envoy of {name} arrived.")["countries"]
    print(name, ">", ", ".join(found) or "nothing")
PY
)
echo "$said"
[ "$said" = "South Sudan > Sudan
Papua New Guinea > Guinea-Bissau
Republic of the Congo > Democratic Republic of Congo
Northern Ireland > Ireland
Niger > nothing
Nigeria > nothing
Mali > nothing
Somalia > nothing
Dominican Republic > nothing
South Korea > South Korea" ]
