X=$(
  # paylint: ignore[duplicate-key]
  echo '{"a": 1, "a": 2}'
)
curl --json "$X" http://localhost
