#!/usr/bin/env python3
"""Runs the shell in a host file as it is and as --fix makes it, each read by the host's own program
(PyYAML, cmark, make) where there is one, and compares what is sent.

run_hosts.py STUBS ORIGINAL FIXED

Every request_id that is sent by the fixed file must be a UUID in lower case, and nothing else may
have changed."""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import yaml

PROMPT = re.compile(r"(?:\w+@[\w.-]+:\S*)?[$%#] (.*\n)")


# ---- Readers: from a file to the commands in it, each a list of words to run ----

def shell(script):
    return ["bash", "-c", script]


def flat(node):
    return [line for item in node for line in flat(item)] if isinstance(node, list) else [node]


def workflow(document):
    for job in document["jobs"].values():
        for step in job["steps"]:
            script = re.sub(r"\$\{\{.*?\}\}", "put-in", step["run"])
            yield shell(script), {**document.get("env", {}), **step.get("env", {})}


def gitlab(document):
    before = document.get("default", {}).get("before_script", [])
    for job in document.values():
        if isinstance(job, dict) and "script" in job:
            yield shell("\n".join(flat([before, job["script"]]))), {}
            yield shell("\n".join(flat(job.get("after_script", [])))), {}


def cloud_build(document):
    def put_in(text):
        return re.sub(r"\$(\$)|\$\{?[A-Z_]+\}?", lambda found: found[1] or "put-in", text)
    for step in document["steps"]:
        if "script" in step:
            yield shell(step["script"]), {}
        else:
            name = step.get("entrypoint", step["name"].rpartition("/")[2])
            yield [name, *map(put_in, step["args"])], {}


def compose(document):
    def put_in(text):
        return re.sub(r"\$(\$)|\$\{?\w+\}?", lambda found: found[1] or "", text)

    def words(command):
        return [put_in(word) for word in (
            shlex.split(command) if isinstance(command, str) else command)]
    for service in document["services"].values():
        if "command" in service or "entrypoint" in service:
            yield words(service.get("entrypoint", [])) + words(service.get("command", [])), {}
        if "healthcheck" in service:
            yield shell(put_in(service["healthcheck"]["test"])), {}


def markdown(path):
    document = subprocess.run(["cmark", "-t", "xml", path], capture_output=True, check=True).stdout
    for block in xml.etree.ElementTree.fromstring(document).iter("{http://commonmark.org/xml/1.0}code_block"):
        if block.get("info") != "console":
            yield shell(block.text), {}
            continue
        script, typed = "", False
        for line in block.text.splitlines(keepends=True):
            prompt = PROMPT.match(line)
            typed = bool(prompt) or typed and line.startswith("> ")
            script += prompt[1] if prompt else line[2:] if typed else ""
        yield shell(script), {}


def dockerfile(path):
    lines = open(path).read().splitlines()
    environment = {}
    while lines:
        line = lines.pop(0)
        while line.endswith("\\"):
            line = line[:-1] + "\n"
            while lines[0].lstrip().startswith("#"):
                lines.pop(0)
            line = line.replace("\n", "") + lines.pop(0)
        heredoc = re.fullmatch(r"RUN <<(-?)(\w+)", line)
        command = re.fullmatch(r"(?:HEALTHCHECK )?(?:RUN|CMD) (?:--\S+ +)*(.*)", line)
        if line.startswith("ENV "):
            name, _, value = line[4:].partition("=")
            environment[name] = value
        elif heredoc:
            body = ""
            while (content := lines.pop(0).lstrip("\t" if heredoc[1] else "")) != heredoc[2]:
                body += content + "\n"
            yield shell(body), environment
        elif command:
            exec_form = command[1].startswith("[")
            yield (json.loads(command[1]) if exec_form else shell(command[1])), environment


def makefile(path):
    for line in open(path):
        target = re.match(r"(\w+):", line)
        if target:
            yield ["make", "-s", "-f", path, target[1]], {}


def of_yaml(read):
    return lambda path: read(yaml.safe_load(open(path)))


READERS = [
    ("workflow.yml", of_yaml(workflow)),
    (".gitlab-ci.yml", of_yaml(gitlab)),
    ("cloudbuild.yaml", of_yaml(cloud_build)),
    ("docker-compose.yml", of_yaml(compose)),
    (".md", markdown),
    (".mk", makefile),
    (".Dockerfile", dockerfile),
]


# ---- Running ----

def sent_by(stubs, path, name):
    reader = next(reader for ending, reader in READERS if name.endswith(ending))
    messages = []
    with tempfile.TemporaryDirectory() as folder:
        sent = os.path.join(folder, "sent")
        for words, variables in reader(os.path.abspath(path)):
            if words[:2] == ["bash", "-c"]:
                subprocess.run(["bash", "-n", "-c", words[2]], check=True)
            environment = {**os.environ, "PATH": stubs + ":" + os.environ["PATH"], "SENT": sent,
                           **variables}
            environment.pop("MAKEFLAGS", None)
            subprocess.run(words, env=environment, cwd=folder, stdout=subprocess.DEVNULL, timeout=60,
                           check=False)
        if os.path.exists(sent):
            messages = open(sent, "rb").read().decode().split("\0")[:-1]
    return messages


def main():
    stubs, original, fixed = sys.argv[1:]
    request_id = re.compile(r'("request_id": ?")([^"]*)(")')
    uuid = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    name = os.path.basename(original)
    before = sent_by(stubs, original, name)
    after = sent_by(stubs, fixed, name)
    wrong = [message for message in after
             if (found := request_id.search(message)) and not uuid.fullmatch(found[2])]
    for message in wrong:
        print(f"not ok {original}: sends {message}")
    # A comma before a closing bracket is the one thing else that is mended there.
    masked = [[re.sub(r",}", "}", request_id.sub(r"\1\3", message)) for message in messages]
              for messages in (before, after)]
    wrong += [message for message in after if ",}" in message]
    if masked[0] != masked[1] or not before:
        print(f"not ok {original}: other messages are sent: {before} {after}")
    elif not wrong:
        print(f"ok {original}: {len(after)} messages")
    return bool(wrong) or masked[0] != masked[1] or not before


if __name__ == "__main__":
    sys.exit(main())
