"""Prints the nodes of YAML files as PyYAML reads them, in the form of tests/hosts/yaml_test.c."""
import sys
import yaml


def dump(node, lines, depth):
    if depth > 90:
        raise ValueError
    if node.tag.startswith("!") and len(node.tag) > 1:
        lines.append("= ")  # what a tag of their own makes of it is not for YAML to say
    elif isinstance(node, yaml.ScalarNode):
        value = node.value.encode("utf-8", "surrogatepass")
        lines.append("= " + "".join(chr(b) if 32 < b < 127 and b != 92 else "\\%02x" % b for b in value))
    elif isinstance(node, yaml.SequenceNode):
        lines.append("[ %d" % len(node.value))
        for item in node.value:
            dump(item, lines, depth + 1)
    elif isinstance(node, yaml.MappingNode):
        lines.append("{ %d" % len(node.value))
        for key, value in node.value:
            dump(key, lines, depth + 1)
            dump(value, lines, depth + 1)


for path in sys.stdin.read().split("\n"):
    if not path:
        continue
    lines = []
    try:
        with open(path, "rb") as file:
            for document in yaml.compose_all(file, Loader=yaml.CSafeLoader):
                lines.append("---")
                if document is not None:
                    dump(document, lines, 0)
    except Exception:
        lines = ["error"]
    sys.stdout.write("\n".join(lines) + "\n\f")
