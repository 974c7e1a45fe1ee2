# SPDX-License-Identifier: GPL-3.0-or-later
"""A list that comes out of a spreadsheet."""

import pathlib
import tempfile
import unittest

import batches
import tap

SERVERS = ("--incoming", "imaps://localhost:1", "--outgoing", "smtps://localhost:1")


class Csv(unittest.TestCase):
    def run_csv(self, text, *more, encoding="utf-8"):
        return batches.run("--csv", *SERVERS, *more, stdin=text.encode(encoding))

    def found(self, run):
        return [(number, answer["address"]) for number, answer in sorted(run.answers.items()) if "error" not in answer]

    def test_dialects(self):
        cases = {
            "comma": "address,password\na@b.c,x\n",
            "semicolon, as in Italy": "Indirizzo e-mail;Password\na@b.c;x,5\n",
            "tab": "Email\tPassword\na@b.c\tx\n",
            "named separator": "sep=;\naddress;password\na@b.c;x\n",
            "mark of UTF-8 and CR LF": "\ufeffE-mail;Password\r\na@b.c;x\r\n",
            "all in quotation marks": '"address","password"\n"a@b.c","x"\n',
            "other columns": "Name,Notes,ADDRESS,Phone,Password\nAda,\"x, y\",a@b.c,1,x\n",
            "no end of line": "address,password\na@b.c,x",
        }
        for name, text in cases.items():
            with self.subTest(name):
                run = self.run_csv(text)
                self.assertEqual([address for _, address in self.found(run)], ["a@b.c"], run.output + run.errors)

    def test_password_as_it_is(self):
        """A separator, a quotation mark or a space in a password is a letter of it; it is used whole."""
        run = self.run_csv('address,password\na@b.c,"x,y"\nd@e.f,x,y\ng@h.i,"x""y"\nj@k.l, x \n')
        self.assertEqual([number for number, _ in self.found(run)], [2, 4, 5])
        self.assertIn("quotation marks", run.answers[3]["error"])

    def test_newlines_in_quotation_marks(self):
        run = self.run_csv('name,address,password\n"Ada\nLovelace",a@b.c,x\nEve,e@b.c,x\n')
        self.assertEqual(self.found(run), [(2, "a@b.c"), (4, "e@b.c")])

    def test_open_quotation_mark(self):
        run = self.run_csv('address,password\na@b.c,"x\nd@e.f,x\n')
        self.assertIn("never closed", run.answers[2]["error"])
        self.assertEqual(self.found(run), [(3, "d@e.f")])

    def test_another_encoding(self):
        run = self.run_csv("address,password\na@b.c,è\nd@e.f,x\n", encoding="windows-1252")
        self.assertIn("UTF-8", run.answers[2]["error"])
        self.assertEqual(self.found(run), [(3, "d@e.f")])

    def test_utf_16(self):
        run = self.run_csv("address,password\na@b.c,x\n", encoding="utf-16")
        self.assertEqual(run.status, 2)
        self.assertIn("address", run.errors.decode())

    def test_empty_rows(self):
        self.assertEqual(self.found(self.run_csv("address;password\n;\na@b.c;x\n;\n;\n")), [(3, "a@b.c")])

    def test_no_address(self):
        run = self.run_csv("name,password\nAda,x\n")
        self.assertEqual((run.status, run.output), (2, b""))
        self.assertIn("“address”", run.errors.decode())

    def test_by_the_name_of_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "list.csv"
            path.write_text("address,password\na@b.c,x\n", encoding="utf-8")
            self.assertEqual(self.found(batches.run(*SERVERS, path)), [(2, "a@b.c")])

    def test_id(self):
        self.assertEqual(self.run_csv("id,address,password\n0042,a@b.c,x\n").answers[2]["id"], "0042")


if __name__ == "__main__":
    tap.main()
