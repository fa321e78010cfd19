from __future__ import annotations

import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartlead_async.cli._exit import UnusableInput
from smartlead_async.cli.imports._formats import records
from smartlead_async.cli.imports._lead_file import LeadFile, decoded


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "leads.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_file_is_sized_and_can_be_read_again(write):
    leads = LeadFile(write("email\na@example.com\nb@example.com\n"))
    assert len(leads) == 2
    assert list(leads) == list(leads) == [{"email": "a@example.com"}, {"email": "b@example.com"}]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_excels_byte_order_mark_and_line_ends_are_no_data(write, mark, end):
    leads = LeadFile(write(mark + f"email,Name{end}a@example.com,Zoë{end}".encode()))
    assert list(leads) == [{"email": "a@example.com", "custom_fields": {"Name": "Zoë"}}]


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_the_delimiter_is_found(write, delimiter):
    leads = LeadFile(write(f"email{delimiter}company\na@example.com{delimiter}Acme\n"))
    assert list(leads) == [{"email": "a@example.com", "company_name": "Acme"}]


def test_lines_are_counted_over_blank_lines_and_line_breaks_in_cells(write):
    leads = LeadFile(write('\nemail,company\n\na@example.com,"two\nlines"\n,,\nb@example.com,B\n'))
    assert [lead["email"] for lead in leads] == ["a@example.com", "b@example.com"]
    assert [leads.line(position) for position in range(leads.rows_read)] == [4, 7]


def test_a_row_with_more_cells_than_the_header_is_not_guessed_at(write):
    leads = LeadFile(write("email,company\na@example.com,Smith, Jones\nb@example.com,B,\n"))
    assert [lead["email"] for lead in leads] == ["b@example.com"]
    (bad,) = leads.malformed
    assert (bad.line, bad.email, bad.reason) == (2, "a@example.com", "malformed")
    assert bad.message == "3 cells, but the header has 2"


def test_gzip_is_unpacked(write):
    leads = LeadFile(write(gzip.compress(b"email\na@example.com\n")))
    assert list(leads) == [{"email": "a@example.com"}]


def test_another_encoding_can_be_named(write):
    leads = LeadFile(write("email,Name\na@example.com,Zoë\n".encode("cp1252")), encoding="cp1252")
    assert next(iter(leads))["custom_fields"] == {"Name": "Zoë"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["leads.csv", "empty", "a row with the names"]),
        (b"email,x\na@example.com,\0\n", ["line 2", "NUL", "save the file as CSV UTF-8"]),
        ("email\na@b.co".encode("utf-16-le"), ["line 1", "NUL"]),
        (b"email,Note,Note\na@example.com,1,2\n", ["'Note', 'Note#2'", "--map 'Note#2='"]),
        (b"a@example.com,Ada\nb@example.com,Bo\n", ["'a@example.com'", "add a row with names"]),
        (b"\n\n", ["empty"]),
        (b"email\na@example.com\nZo\xeb@example.com\n", ["line 3", "utf-8", "0xeb", "--encoding"]),
        ("email\n".encode("utf-16"), ["UTF-16", "save it as UTF-8"]),
        (b'email,b\na@example.com,"open\nb@example.com,\n', ["begins on line 2"]),
        (b'email,b\n\na@example.com,"a"b\n', ["begins on line 3"]),
        (gzip.compress(b"email\na@example.com\n" * 999, mtime=0)[:60], ["leads.csv"]),
        (b"\x1f\x8bnot gzip after all", ["leads.csv"]),
    ],
)
def test_an_unusable_file_is_refused_in_a_sentence(write, content, words):
    path = write(content)
    with pytest.raises(UnusableInput) as caught:
        LeadFile(path)
    assert all(word in caught.value.message for word in words), caught.value.message


def test_a_file_that_vanishes_is_told(write):
    path = write("email\na@example.com\n")
    leads = LeadFile(path)
    path.unlink()
    with pytest.raises(UnusableInput, match="No such file"):
        list(leads)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=8)
tables = st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=8)


@given(tables)
def test_what_a_csv_writer_writes_is_read(rows):
    # the first row decides on the delimiter, which a header of plain names makes a comma
    rows = [["email", "name", "x", "y"], *rows]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    read = records(decoded(text.getvalue().encode().splitlines(keepends=True), "utf-8"))
    stripped = [[cell.strip() for cell in row] for row in rows]
    assert [cells for _, cells in read] == [row for row in stripped if any(row)]


def test_only_line_feeds_end_lines():
    assert list(records(decoded([b"email,n\n", "a@b.example,x\u2028y\n".encode()], "utf-8"))) == [
        (1, ["email", "n"]),
        (2, ["a@b.example", "x\u2028y"]),
    ]


def test_equal_columns_are_numbered_and_one_can_be_left_out(write):
    leads = LeadFile(
        write("email,Note,Note,Note\na@example.com,1,2,3\n"), mapping={"Note#2": "", "Note#3": "x"}
    )
    assert [lead["custom_fields"] for lead in leads] == [{"Note": "1", "x": "3"}]


def test_a_folder_is_no_file(invoke, tmp_path):
    result = invoke("leads", "import", tmp_path, "--campaign", "1")
    assert result.exit_code == 2
    assert "is a folder: name a file in it" in result.stderr


# -- the dialect ---------------------------------------------------------------------------------


def test_a_delimiter_inside_quotes_delimits_nothing(write):
    leads = LeadFile(write('"email";"Name, first, last, or any"\na@example.com;x\n'))
    (lead,) = leads
    assert lead["custom_fields"] == {"Name, first, last, or any": "x"}


def test_blank_lines_before_the_header_hide_no_delimiter(write):
    assert list(LeadFile(write("\n\nemail;company\na@example.com;Acme\n"))) == [
        {"email": "a@example.com", "company_name": "Acme"}
    ]


def test_the_delimiter_that_excel_names_is_taken(write):
    leads = LeadFile(write("sep=;\r\nemail;a,b,c\r\na@example.com;x\r\n"))
    assert list(leads) == [{"email": "a@example.com", "custom_fields": {"a,b,c": "x"}}]
    assert leads.line(0) == 3


# -- JSON Lines ----------------------------------------------------------------------------------


def test_json_lines_are_read_with_the_same_names(write):
    leads = LeadFile(
        write(
            '\ufeff{"E-mail": " a@example.com", "Company": "Acme"}\n\n'
            '{"firstName": "Bo", "E-mail": "b@example.com", "age": 42, "vip": true, "x": null}\n'
        ),
        mapping={"age": "Years"},
    )
    assert list(leads) == [
        {"email": "a@example.com", "company_name": "Acme"},
        {
            "email": "b@example.com",
            "first_name": "Bo",
            "custom_fields": {"Years": "42", "vip": "true"},
        },
    ]
    assert [leads.line(0), leads.line(1)] == [1, 3]


def test_custom_fields_may_be_an_object(write):
    leads = LeadFile(
        write('{"email": "a@example.com", "custom_fields": {"Team": "Red"}, "n": 1.50}')
    )
    assert list(leads) == [
        {"email": "a@example.com", "custom_fields": {"Team": "Red", "n": "1.50"}}
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('{"email": "a@example.com", "tags": ["x"]}', "the value of 'tags' is not text"),
        ('{"email": "a@example.com", "custom_fields": 5}', "the value of 'custom_fields'"),
        ('{"email": "a@example.com", "custom_fields": {"a": {}}}', "the value of 'a' is not text"),
        (
            '{"email": "a@example.com", "t": "x", "custom_fields": {"t": "y"}}',
            "'t' is both a field and a custom field",
        ),
    ],
)
def test_an_object_that_is_no_lead_is_listed(write, row, problem):
    leads = LeadFile(write(f'{{"email": "b@example.com"}}\n{row}\n'))
    assert list(leads) == [{"email": "b@example.com"}]
    (bad,) = leads.malformed
    assert (bad.line, bad.email, bad.reason) == (2, "a@example.com", "malformed")
    assert bad.message.startswith(problem)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"email": "a@example.com"}\n{"email": \n', ["line 2 is not JSON"]),
        ('{"email": "a@example.com"}\n5\n', ["line 2 is not a JSON object"]),
        ('{"email": "a@example.com", "n": NaN}', ["line 1", "NaN"]),
        ('[{"email": "a@example.com"}]', ["JSON array", "one object per line"]),
        ("{}", ["empty"]),
        ('{"email": "a@example.com"}\n{"email": ' + "[" * 100_000, ["line 2", "nested too deeply"]),
        ('{"email": ' * 100_000, ["line 1", "nested too deeply"]),
    ],
)
def test_what_is_not_json_lines_is_refused_in_a_sentence(write, content, words):
    with pytest.raises(UnusableInput) as caught:
        LeadFile(write(content))
    assert all(word in caught.value.message for word in words), caught.value.message


def test_json_lines_may_be_compressed(write):
    assert len(LeadFile(write(gzip.compress(b'{"email": "a@example.com"}\n')))) == 1
