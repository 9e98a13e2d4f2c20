# Finished messages, one a line, for `make bench`: the same ones each time. In: -v count=N. About
# 400 bytes each, of three kinds that one schema (message.schema.json) describes; 2 % are wrong, with
# -v right=1 none.
# Random numbers are of Park and Miller's generator: exact in any awk.

function next_random(most) {
    state = state * 48271 % 2147483647
    return state % most
}

function hex(digits,   text) {
    text = ""
    while (digits-- > 0) {
        text = text substr("0123456789abcdef", next_random(16) + 1, 1)
    }
    return text
}

function uuid() {
    return hex(8) "-" hex(4) "-4" hex(3) "-a" hex(3) "-" hex(12)
}

function any(list,   words, n) {
    n = split(list, words, "|")
    return words[next_random(n) + 1]
}

function two(number) {
    return sprintf("%02d", number)
}

function time() {
    return "2026-" two(next_random(12) + 1) "-" two(next_random(28) + 1) "T" two(next_random(24)) \
        ":" two(next_random(60)) ":" two(next_random(60)) "." sprintf("%03d", next_random(1000)) "Z"
}

function sentence(words,   text) {
    text = any("The|A|Every|No")
    while (words-- > 0) {
        text = text " " any("water|cycle|river|of|and|gravity|moon|tide|caf\303\251|class|\\\"light\\\"|teacher|slow|deep")
    }
    return text "."
}

function tags(   n, text) {
    text = "\"" any("physics|biology|history|art") "\""
    for (n = next_random(4); n > 0; n--) {
        text = text ",\"" any("physics|biology|history|art") n "\""
    }
    return "[" text "]"
}

function content() {
    return "\"kind\":\"content\",\"content\":{\"topic\":\"" sentence(5) "\",\"grade\":" next_random(12) + 1 \
        ",\"language\":\"" any("en|de|fr|es-MX") "\",\"modalities\":[\"text\",\"" any("image|audio|video") \
        "\"],\"prompt\":\"" sentence(10) "\"}"
}

function event() {
    return "\"kind\":\"event\",\"event\":{\"name\":\"" any("created|opened|closed") "." any("page|lesson|quiz") \
        "\",\"value\":" next_random(100000) / 100 ",\"url\":\"https://example.com/lessons/" next_random(100000) \
        "?page=" next_random(90) "\",\"ok\":" any("true|false") ",\"parent\":null,\"note\":\"" sentence(10) "\"}"
}

function order(   n, text) {
    text = ""
    for (n = next_random(3) + 1; n > 0; n--) {
        text = text (text ? "," : "") "{\"sku\":\"" hex(8) "\",\"quantity\":" next_random(20) + 1 ",\"price\":" \
            next_random(5000) + 0.5 "}"
    }
    return "\"kind\":\"order\",\"order\":{\"email\":\"" any("ada|alan|grace") next_random(10000) "@example.com\",\"items\":[" \
        text "],\"total\":" next_random(100000) "}"
}

function id() {
    return wrong == 1 ? any("test1|not-a-uuid|" next_random(9999)) : uuid()
}

BEGIN {
    state = 20261124
    for (i = 0; i < count; i++) {
        wrong = next_random(50) == 0 && !right ? next_random(5) + 1 : 0
        kind = next_random(3)
        line = "{\"request_id\":\"" id() "\",\"trace_id\":\"" uuid() "\",\"created_at\":\"" \
            (wrong == 2 ? "yesterday" : time()) "\",\"attempt\":" (wrong == 3 ? "\"1\"" : next_random(9) + 1) \
            ",\"source\":\"" any(wrong == 5 ? "fax|pigeon" : "web|mobile|batch") "\",\"tags\":" tags() "," \
            (kind == 0 ? content() : kind == 1 ? event() : order()) \
            (wrong == 4 ? ",\"more\":1" : "") "}"
        print line
    }
}
