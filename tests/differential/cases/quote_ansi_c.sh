curl --json $'{"a": "\x41\102\u00e9\U0001f600\t\\t\'", "b": "\cA"}' http://x
curl --json $'{"a": "tab\\tquote\\"", "b": "\e[0m\a\b\f\v\r\?"}' http://x
