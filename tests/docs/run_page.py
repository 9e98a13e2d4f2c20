#!/usr/bin/env python3
"""Runs the commands of a page's ```console blocks in the working folder, one shell for the page, and
compares what they print with what the page shows.

run_page.py REPOSITORY PAGE

A command is a line that begins with `$ `; lines behind it that begin with `> ` go on with it. What
stands below it, up to the next command, is its output; where nothing does, any output will do. A line
`…` stands for any lines, `…` inside a line for any text. Exit statuses 0 and 1 are right, another one
only where output is shown. tests/docs/elsewhere lists commands that are not run here, and why. A program that isn't installed is skipped."""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time


def blocks(lines):
    """Yields (line number, lines) of each console block, its indentation taken off."""
    block, indent = None, ""
    for number, line in enumerate(lines, 1):
        fence = re.match(r"( *)```(\w*)", line)
        if block is None and fence and fence[2] == "console":
            block, indent, start = [], fence[1], number + 1
        elif block is not None and line.strip() == "```":
            yield start, block
            block = None
        elif block is not None:
            block.append(line.removeprefix(indent))


def commands(path):
    """Yields (line number, command, shown output or None)."""
    with open(path, encoding="utf-8") as page:
        lines = page.read().split("\n")
    for start, block in blocks(lines):
        current = None
        for offset, line in enumerate(block):
            if line.startswith("$ "):
                if current:
                    yield tuple(current)
                current = [start + offset, line[2:], None]
            elif current is None:
                raise SystemExit(f"not ok docs: {path}:{start + offset}: output without a command")
            elif line.startswith("> ") and current[2] is None:
                current[1] += "\n" + line[2:]
            else:
                current[2] = (current[2] + "\n" if current[2] is not None else "") + line
        if current:
            yield tuple(current)


def pattern(shown):
    """The regular expression of output that matches what is shown."""
    parts = []
    for line in shown.strip("\n").split("\n"):
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*".join(re.escape(part) for part in line.rstrip().split("…")) + "[ \t]*\n")
    return re.compile("".join(parts))


def is_missing(command):
    words = shlex.split(command.split("\n")[0].replace("…", ""), comments=True)
    words = [word for word in words if not re.match(r"\w+=", word)]
    builtins = {"cd", "export", "echo", ".", "source", "printf", "test", "[", "for", "if", "while"}
    return bool(words) and words[0] not in builtins and not shutil.which(words[0])


def main():
    repository, page = sys.argv[1:]
    with open(f"{repository}/tests/docs/elsewhere", encoding="utf-8") as file:
        not_here = {line.rstrip("\n") for line in file if line[0] not in " #\n"}
    shell = subprocess.Popen(["bash", "--norc"], stdin=subprocess.PIPE, text=True,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for line, command, shown in commands(f"{repository}/{page}"):
            name = f"{page}:{line}: {command.splitlines()[0]}"
            plain = re.sub(r"\s+#.*", "", command.split("\n")[0])
            if f"{page} {plain}" in not_here:
                not_here.discard(f"{page} {plain}")
                continue
            if is_missing(command):
                print(f"skip docs: {name}: not installed")
                continue
            script, output, status = (f"{folder}/{what}" for what in ("script", "output", "status"))
            with open(script, "w", encoding="utf-8") as file:
                file.write(command + "\n")
            shell.stdin.write(f". {script} > {output} 2> {output}.err < /dev/null; echo $? > {status}.new; mv {status}.new {status}\n")
            shell.stdin.flush()
            wait_for(shell, status)
            # A terminal shows what goes to standard error last, as programs flush the rest before.
            printed = read(output) + read(output + ".err")
            code = int(read(status))
            os.remove(status)
            if printed and not printed.endswith("\n"):
                printed += "\n"
            right = code < 2 if shown is None else code < 126 and pattern(shown).fullmatch(printed)
            failed = failed or not right
            print(f"{'ok' if right else 'not ok'} docs: {name}"
                  + ("" if right else f": status {code}, printed:\n{printed[:3000]}"))
    for rest in not_here:
        if rest.startswith(page + " "):
            failed = True
            print(f"not ok docs: tests/docs/elsewhere: {rest}: no such command stands there")
    shell.stdin.close()
    shell.wait()
    return failed


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def wait_for(shell, status):
    for _ in range(6000):
        if os.path.exists(status):
            return
        if shell.poll() is not None:
            raise SystemExit("not ok docs: the shell has ended")
        time.sleep(0.01)
    raise SystemExit("not ok docs: a command takes more than a minute")


if __name__ == "__main__":
    sys.exit(main())
