# want 3:19 unused-suppression violates
# The name is misspelt, so that nothing is suppressed.
# paylint: ignore[duplicate-keys]
curl --json '{"a": 1, "a": 2}' http://localhost # want: duplicate-key
