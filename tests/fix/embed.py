#!/usr/bin/env python3
"""Puts scripts into hosts, and holds what --fix makes of them there against what it makes of the
script by itself: read by the host's own program, the fixed shell must be the same.

embed.py PAYLINT FOLDER SCRIPT..."""
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree

import yaml

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def indented(script, prefix):
    return "".join(prefix + line if line.strip("\n") else prefix.rstrip(" ") + line
                   for line in script.splitlines(keepends=True))


# ---- Hosts: how a script is put in, and how it is read back ----

def workflow(scalar):
    return ("on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n"
            f"      - name: script\n        run: {scalar}\n")


def run_of(text):
    return yaml.safe_load(text)["jobs"]["job"]["steps"][0]["run"]


def build_of(text):
    return yaml.safe_load(text)["steps"][0]["args"][1].replace("$$", "$")


def fence_of(text):
    document = subprocess.run(["cmark", "-t", "xml"], input=text, capture_output=True, text=True,
                              check=True).stdout
    block, = xml.etree.ElementTree.fromstring(document).iter(
        "{http://commonmark.org/xml/1.0}code_block")
    return block.text


HOSTS = [
    ("literal.yml", run_of, lambda script: workflow("|\n" + indented(script, " " * 10))),
    ("quoted.yml", run_of, lambda script: workflow(json.dumps(script, ensure_ascii=False))),
    ("single.yml", run_of, lambda script: workflow(
        "'" + script.replace("'", "''").replace("\n", "\n\n") + "'")),
    ("cloudbuild.yaml", build_of, lambda script: (
        "steps:\n- name: example\n  entrypoint: bash\n  args:\n  - -c\n  - |\n"
        + indented(script.replace("$", "$$"), "    "))),
    ("quote.md", fence_of, lambda script: (
        "1. item\n\n   > ~~~~~~~~bash\n" + indented(script, "   > ") + "   > ~~~~~~~~\n")),
]


# ---- Comparing ----

class Fixer:
    def __init__(self, paylint, folder):
        self.paylint = paylint
        self.folder = folder

    def run(self, name, *options):
        return subprocess.run([self.paylint, "check", "--exit-zero", "--format", "json", *options,
                               name], cwd=self.folder, capture_output=True, text=True, check=True)

    def findings(self, name):
        return sorted(found["rule"] for found in json.loads(self.run(name).stdout)["findings"]
                      if found["certainty"] != "unknown")

    def fixed(self, name, text):
        """The findings before and after, and the file afterwards, any UUID as good as any other."""
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        before = self.findings(name)
        self.run(name, "--fix", "--unsafe-fixes")
        with open(path) as file:
            return before, self.findings(name), UUID.sub("UUID", file.read())


def is_text(script):
    """Whether YAML and Markdown keep all of it: no carriage return, no blank that is folded away."""
    return all(c.isprintable() or c in "\n\t" for c in script) and script.endswith("\n") and \
        script[0] not in " \t\n" and not script.endswith("\n\n")


def is_folded_alike(script):
    return not re.search(r"(^|\n)[ \t]|[ \t]\n|\n\n", script)


def in_one_line(script):
    """An assignment that a fix adds stands in a line of its own only where the host has lines."""
    script = re.sub(r"(\w+_UUID(?:_\d+)?=\$\(uuidgen \| tr '\[:upper:\]' '\[:lower:\]'\))(?:\n[ \t]*|; )",
                    r"\1; ", script)
    return re.sub(r"(?:\n[ \t]*|; )((\w+)=\$\{\2,,\})", r"; \1", script)


def is_less(before, now, after):
    """Whether findings that aren't about ids are left, and nothing else."""
    rest = list(now)
    for rule in after:
        if rule in rest:
            rest.remove(rule)
    return len(now) > len(after) and len(now) <= len(before) and "uuidgen-lowercase" not in rest and \
        (rest.count("request_id-must-be-UUID") == 0 or "unexpanded-variable" in rest)


def compare(fixer, script, path):
    """Whether something is wrong, in how many hosts it was looked at, in how many fixed, and in how
    many something was left that is fixed in the script by itself: a raw newline in a string, where the
    host indents the next line, say."""
    failed = False
    before, after, expected = fixer.fixed("script.sh", script)
    if not before:
        return failed, 0, 0, 0
    compared, fixed, left = 0, 0, 0
    for name, read, put in HOSTS:
        if name == "single.yml" and not is_folded_alike(script):
            continue
        host = put(script)
        assert read(host) == script or name == "single.yml", (path, name)
        was, now, text = fixer.fixed(name, host)
        if was != before:  # what is a placeholder in a document isn't one in a script
            continue
        compared += 1
        shell = read(text)
        syntax = subprocess.run(["bash", "-n"], input=shell, text=True, capture_output=True)
        fixed += text != host
        if is_less(before, now, after) and not syntax.returncode:
            left += 1
            continue
        has_lines = name not in ("quoted.yml", "single.yml")
        same = now == after and (shell == expected if has_lines
                                 else in_one_line(shell) == in_one_line(expected))
        if not same or syntax.returncode:
            print(f"not ok {path} in {name}: {syntax.stderr}{now}, expected {after}\n{shell}\n"
                  f"expected\n{expected}")
            failed = True
    return failed, compared, fixed, left


def main():
    fixer = Fixer(sys.argv[1], sys.argv[2])
    failed, compared, fixed, left = False, 0, 0, 0
    for path in sys.argv[3:]:
        with open(path, newline="") as file:
            script = file.read()
        script = re.sub(r"\A#!.*\n", "", script)
        if is_text(script):
            wrong, *counts = compare(fixer, script, path)
            failed |= wrong
            compared += counts[0]
            fixed += counts[1]
            left += counts[2]
    failed |= fixed == 0
    failed |= left * 5 > fixed
    print(f"{'not ok' if failed else 'ok'} of {compared} scripts in hosts {fixed} are fixed, all as by "
          f"themselves but for {left} where something is left")
    return failed


if __name__ == "__main__":
    sys.exit(main())
