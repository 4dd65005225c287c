#!/usr/bin/env bash
# pipx writes ` -E` into the first line of the launchers of what it installs: the program no longer sees PYTHONUTF8, PYTHONPATH or any
# other variable of Python's, and the file isn't the one any more whose SHA-256 stands in the package's RECORD, so that whoever checks
# an installation against RECORD finds a manipulated file in every installation by pipx.
# Seen with pipx 1.18.4: "first line ends in -E: yes", "RECORD still true: no", "variables ignored: 1".
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export PIPX_HOME=$work/home PIPX_BIN_DIR=$work/bin
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q pipx==1.18.4 2>/dev/null
cat > "$work/make.py" <<'PY'
import sys, zipfile
info = "tiny_for_pipx-1.dist-info"
files = {
    "tiny_for_pipx.py": "import sys\ndef main():\n    print(sys.flags.ignore_environment)\n",
    f"{info}/METADATA": "Metadata-Version: 2.1\nName: tiny-for-pipx\nVersion: 1\n",
    f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    f"{info}/entry_points.txt": "[console_scripts]\ntiny = tiny_for_pipx:main\n",
}
files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
PY
cat > "$work/look.py" <<'PY'
import base64, csv, hashlib, pathlib, sys
home = pathlib.Path(sys.argv[1]) / "venvs" / "tiny-for-pipx"
script = home / "bin" / "tiny"
record = next(home.rglob("*.dist-info/RECORD"))
row = next(r for r in csv.reader(record.open()) if r[0].endswith("bin/tiny"))
digest = base64.urlsafe_b64encode(hashlib.sha256(script.read_bytes()).digest()).decode().rstrip("=")
print("first line ends in -E:", "yes" if script.read_text().split("\n")[0].endswith(" -E") else "no")
print("RECORD still true:", "yes" if row[1] == f"sha256={digest}" else "no")
PY
"$work/env/bin/python" "$work/make.py" "$work/tiny_for_pipx-1-py3-none-any.whl"
"$work/env/bin/pipx" install -q "$work/tiny_for_pipx-1-py3-none-any.whl" >/dev/null 2>&1
said=$("$work/env/bin/python" "$work/look.py" "$PIPX_HOME"; echo "variables ignored: $("$work/bin/tiny")")
echo "$said"
[ "$said" = "first line ends in -E: yes
RECORD still true: no
variables ignored: 1" ]
