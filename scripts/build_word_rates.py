"""Make words/rates.csv: the share of news stories that hold a word, from news that may be used for it.

    python scripts/build_word_rates.py ../shared/data

Wikinews of 2019 and 2020 (``news/``, CC BY 2.5) counts for names, since the open outlets of one country would make the
names of that country common; other words are counted in each of the three collections, and the mean is taken. Only
words that more than one story in a hundred holds are written: all others count as equally rare.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path

from dateline.linking.copies.shingles import words_of

OUT = Path(__file__).parents[1] / "src" / "dateline" / "knowledge" / "data" / "en" / "words" / "rates.csv"
NEWS, OPEN = "news/wikinews_2019_2020.jsonl", ("open/kremlin.jsonl", "open/tehran_times.jsonl")
FEWEST = 0.01


def rates(file: Path) -> tuple[dict[str, float], Counter[str]]:
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    held: Counter[str] = Counter(word for text in texts for word in set(words_of(text)))
    written: Counter[str] = Counter(w for text in texts for w in text.split())
    return {word: n / len(texts) for word, n in held.items()}, written


def main() -> None:
    data = Path(sys.argv[1])
    news, written = rates(data / NEWS)
    others = [rates(data / file)[0] for file in OPEN]
    table = {}
    for word in set().union(news, *others):
        name = written[word] < written[word.capitalize()] + written[word.upper()]
        shares = [news.get(word, 0.0)] if name or not written[word] else [r.get(word, 0.0) for r in (news, *others)]
        table[word] = sum(shares) / len(shares)
    rows = sorted(((w, s) for w, s in table.items() if s >= FEWEST), key=lambda row: (-round(row[1], 3), row[0]))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("word", "share"))
        writer.writerows((word, f"{share:.3f}") for word, share in rows)
    print(f"{len(rows)} words > {OUT}")


if __name__ == "__main__":
    main()
