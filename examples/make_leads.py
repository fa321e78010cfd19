"""Write examples/leads.csv and the compressed copy that the package carries; always the same.

Ten thousand made-up people, and what real files hold besides: Excel's byte order mark and line
ends, quoted commas and line breaks, names in UTF-8, an empty column, a column that no lead has a
field for, repeated addresses, and addresses that are none.
"""

from __future__ import annotations

import csv
import gzip
import io
import random
from collections.abc import Sequence
from pathlib import Path

ROWS = 10_000
PLAIN = Path(__file__).with_name("leads.csv")
PACKED = Path(__file__).parents[1] / "smartlead_async" / "cli" / "data" / "leads.csv.gz"

HEADER = (
    "E-mail",
    "First Name",
    "Last Name",
    "Company",
    "Phone",
    "Website",
    "Location",
    "LinkedIn URL",
    "Industry",
    "Notes",
)
# Names as they are written, and as they appear in addresses.
FIRST_NAMES = (
    "Ada Grace Omar Lena Noah Mia Jonas Priya Hugo Nadia Felix Clara Ivan Sofia Liam Emma Zoë:zoe "
    "José:jose Łukasz:lukasz Søren:soren Chloé:chloe Jürgen:juergen Ólafur:olafur Ольга:olga "
    "陽子:yoko 민준:minjun"
)
LAST_NAMES = (
    "Lovelace Hopper Haddad Fischer Walker Rossi Lindqvist Sharma Bernard Novak Keller Petrov "
    "Silva Murphy O'Neill:oneill García:garcia Müller:mueller Nowak Dvořák:dvorak "
    "Ødegård:odegard Nguyễn:nguyen 佐藤:sato 김:kim"
)
COMPANIES = (
    "Northwind Logistics",
    "Moreau, Klein & Partner",
    'The "Blue Door" Agency',
    "Brightfield Energy, Inc.",
    "Café Central GmbH",
    "Škoda & Söhne",
    "Harbour Analytics",
    "Pixel & Pine",
    "Quarry Stone Ltd",
    "Vega Robotics\r\n(formerly Altair)",
)
LOCATIONS = ("Berlin, Germany", "Austin, TX", "São Paulo, Brazil", "Kraków", "東京", "Leeds", "")
INDUSTRIES = ("Logistics", "Law", "Marketing", "Energy", "Hospitality", "Software", "")
# By row: no addresses, and (the last two) addresses that only the service refuses.
INVALID = {
    612: "",
    1733: "not-an-address",
    2904: "two@@signs.example",
    4410: "spaces in@address.example",
    6021: "missing-domain@",
    7788: "n/a",
    3517: "old.server@192.0.2.10",
    8846: "intranet@10.1.2.3",
}
REPEATED_EVERY = 823


def main() -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(rows())
    data = b"\xef\xbb\xbf" + text.getvalue().encode()
    PLAIN.write_bytes(data)
    PACKED.write_bytes(gzip.compress(data, mtime=0))


def rows() -> list[list[str]]:
    """Return all rows."""
    dice = random.Random(2024)
    people = [person(number, dice) for number in range(ROWS)]
    for number, address in INVALID.items():
        people[number][0] = address
    for number in range(REPEATED_EVERY, ROWS, REPEATED_EVERY):
        people[number][0] = f" {people[number - 500][0].upper()}"
    return people


def person(number: int, dice: random.Random) -> list[str]:
    first, first_ascii = name(FIRST_NAMES, dice)
    last, last_ascii = name(LAST_NAMES, dice)
    company = pick(COMPANIES, dice)
    domain = "".join(c for c in company.split(" ")[0].lower() if "a" <= c <= "z") or "firm"
    site = f"{domain}{number % 613}.example"
    handle = f"{first_ascii}.{last_ascii}".lower()
    return [
        f"{handle}{number}@{site}",
        first,
        last if dice.random() < 0.97 else "",
        company,
        f"+49 30 {10_000_000 + number * 37}" if dice.random() < 0.6 else "",
        f"https://www.{site}",
        pick(LOCATIONS, dice),
        f"https://www.linkedin.com/in/{handle}-{number}" if dice.random() < 0.8 else "",
        pick(INDUSTRIES, dice),
        "",
    ]


def name(names: str, dice: random.Random) -> tuple[str, str]:
    written, _, plain = pick(names.split(), dice).partition(":")
    return written, plain or written.lower()


def pick(choices: Sequence[str], dice: random.Random) -> str:
    return choices[int(dice.random() * len(choices))]


if __name__ == "__main__":
    main()
