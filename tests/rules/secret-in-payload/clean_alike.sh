# Too short, too long, inside a word.
curl --json '{"a": "ghp_short", "b": "AKIAQZ7DLWPM3VKRTYHCAAAA", "c": "XAKIAQZ7DLWPM3VKRTYHC", "d": "-----BEGIN CERTIFICATE-----"}' http://localhost
