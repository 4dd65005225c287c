#!/usr/bin/env bash
# The package `conllu` holds the comments of a sentence as a dictionary: of several comments with one key it keeps the last, without
# a word, so that a file that is read and written back has lost the others. CoNLL-U allows any comment any number of times, and treebanks
# write several (`# status = ...`, translations).
# Seen with conllu 6.0.0: "comments read: 1 of 3", "comments written: 1".
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q conllu==6.0.0 2>/dev/null
cat > "$work/look.py" <<'PY'
import conllu
text = "# note = one\n# note = two\n# note = three\n" + "\t".join(["1", "Go", "go", "VERB", "VB", "_", "0", "root", "_", "_"]) + "\n\n"
sentence = conllu.parse(text)[0]
print(f"comments read: {sum(key == 'note' for key in sentence.metadata)} of 3")
print(f"comments written: {sentence.serialize().count('# note')}")
PY
said=$("$work/env/bin/python" "$work/look.py"); echo "$said"
[ "$said" = "comments read: 1 of 3
comments written: 1" ]
